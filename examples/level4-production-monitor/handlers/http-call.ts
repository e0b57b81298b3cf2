import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Type } from 'typebox';
import { PermanentError } from '../../scheduler/index.ts';
import { defineHandler } from './handler.ts';
import { publicAddresses } from './public-address.ts';

const closed = { additionalProperties: false };
const Payload = Type.Object(
  {
    url: Type.String({ pattern: '^https?://', maxLength: 2_000, description: 'http or https' }),
    method: Type.Optional(Type.Union([Type.Literal('GET'), Type.Literal('POST'), Type.Literal('HEAD')])),
    body: Type.Optional(Type.String({ maxLength: 100_000 })),
    // A record of names by pattern lets every other name through unless it is closed as well.
    headers: Type.Optional(
      Type.Record(Type.String({ pattern: '^[A-Za-z0-9-]{1,100}$' }), Type.String({ maxLength: 1_000 }), closed),
    ),
    expectStatus: Type.Optional(Type.Integer({ minimum: 100, maximum: 599 })),
  },
  closed,
);

const KEPT_CHARACTERS = 2_000;
/** Of silence: a task without a timeout of its own would wait for a mute server for ever. */
const LONGEST_SILENCE_MS = 30_000;

/** Of a whole call: a server that sends a byte now and then is never silent, and never done. */
const LONGEST_CALL_MS = 300_000;

export interface HttpCallOptions {
  readonly allowPrivate: boolean;
  readonly longestMs?: number;
  readonly silenceMs?: number;
}

/** Calls an address. It follows no redirects: the address that was checked is the address that is called. */
export function httpCallHandler({
  allowPrivate,
  silenceMs = LONGEST_SILENCE_MS,
  longestMs = LONGEST_CALL_MS,
}: HttpCallOptions) {
  return defineHandler({
    name: 'http-call',
    description: 'Calls an http or https address and fails unless it answers as expected.',
    payload: Payload,
    example: { url: 'https://example.com/health', method: 'GET', expectStatus: 200 },
    async run({ url, method = 'GET', body, headers = {}, expectStatus }, { signal, log }) {
      const target = parse(url);
      // The name is looked up once and the connection made to that answer: a second look-up could say something else.
      const [address] = allowPrivate ? [undefined] : await publicAddresses(target.hostname);
      const { status, text } = await call(target, { method, body, headers, address, signal, silenceMs, longestMs });
      log(`${method} ${target.origin}${target.pathname} answered ${status}`);
      const asExpected = expectStatus === undefined ? status >= 200 && status < 300 : status === expectStatus;
      if (asExpected) return { status, body: text };
      const message = `answered ${status}, expected ${expectStatus ?? '2xx'}`;
      throw status >= 400 && status < 500 && status !== 429 ? new PermanentError(message) : new Error(message);
    },
  });
}

function parse(url: string): URL {
  if (!URL.canParse(url)) throw new PermanentError(`"${url}" is not an address`);
  const target = new URL(url);
  if (target.username || target.password) throw new PermanentError('an address with a password in it is not called');
  return target;
}

interface Call {
  method: string;
  body: string | undefined;
  headers: Record<string, string>;
  address: string | undefined;
  signal: AbortSignal;
  silenceMs: number;
  longestMs: number;
}

function call(
  url: URL,
  { method, body, headers, address, signal, silenceMs, longestMs }: Call,
): Promise<{ status: number; text: string }> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const lookup = address === undefined ? {} : { lookup: pinned(address) };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, signal, ...lookup }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      const answered = () => resolve({ status: response.statusCode ?? 0, text });
      response.on('data', (chunk: string) => {
        text = (text + chunk).slice(0, KEPT_CHARACTERS);
        if (text.length < KEPT_CHARACTERS) return;
        // Whatever else it has to say is not kept, and may have no end.
        answered();
        response.destroy();
      });
      response.on('end', answered);
      response.on('error', reject);
    });
    const late = setTimeout(
      () => outgoing.destroy(new Error(`not answered in full within ${longestMs / 1_000} s`)),
      longestMs,
    );
    outgoing.on('close', () => clearTimeout(late));
    outgoing.setTimeout(silenceMs, () => outgoing.destroy(new Error(`no answer within ${silenceMs / 1_000} s`)));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

type Lookup = NonNullable<
  Parameters<typeof httpRequest>[0] extends infer O ? (O extends { lookup?: infer L } ? L : never) : never
>;

function pinned(address: string): Lookup {
  const family = address.includes(':') ? 6 : 4;
  return ((_name: string, options: { all?: boolean }, done: (...answer: unknown[]) => void) =>
    options.all ? done(null, [{ address, family }]) : done(null, address, family)) as Lookup;
}
