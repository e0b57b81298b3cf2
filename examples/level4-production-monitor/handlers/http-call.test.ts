import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PermanentError, type RunContext } from '../../scheduler/index.ts';
import { httpCallHandler } from './http-call.ts';

let server: Server;
let origin: string;
let answer: RequestListener;
let asked: string[];

beforeEach(async () => {
  asked = [];
  answer = (_request, response) => response.end('fine');
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function run(
  payload: unknown,
  { allowPrivate = true, silenceMs = 5_000, longestMs = 5_000, signal = new AbortController().signal } = {},
) {
  const handler = httpCallHandler({ allowPrivate, silenceMs, longestMs });
  handler.check(payload);
  return handler.run({ payload, signal, log: () => {} } as unknown as RunContext);
}

const failureOf = (running: Promise<unknown>): Promise<Error> =>
  running.then(
    () => new Error('it succeeded'),
    (error: Error) => error,
  );

describe('a call', () => {
  test('keeps the status and what was said', async () => {
    expect(await run({ url: `${origin}/health` })).toEqual({ status: 200, body: 'fine' });
    expect(asked).toEqual(['GET /health']);
  });

  test('sends method, headers and body', async () => {
    answer = async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      response.end(`${request.headers['x-who']} said ${body}`);
    };
    const answered = await run({ url: origin, method: 'POST', body: 'hello', headers: { 'x-who': 'ada' } });
    expect(answered).toMatchObject({ body: 'ada said hello' });
  });

  test('keeps the beginning of an answer that has no end', async () => {
    answer = (_request, response) => {
      const more = setInterval(() => response.write('x'.repeat(1_000)), 1);
      response.on('close', () => clearInterval(more));
    };
    expect(await run({ url: origin })).toEqual({ status: 200, body: 'x'.repeat(2_000) });
  });

  test('gives up on a server that says nothing', async () => {
    answer = () => {};
    await expect(run({ url: origin }, { silenceMs: 100 })).rejects.toThrow('no answer within 0.1 s');
  });

  test('gives up on a server that never comes to an end', async () => {
    answer = (_request, response) => {
      const more = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(more));
    };
    await expect(run({ url: origin }, { longestMs: 200 })).rejects.toThrow('not answered in full within 0.2 s');
  });

  test('ends when its run is told to', async () => {
    answer = () => stop.abort();
    const stop = new AbortController();
    await expect(run({ url: origin }, { signal: stop.signal })).rejects.toThrow('aborted');
  });

  test('follows no redirect: it could lead inside', async () => {
    answer = (_request, response) => response.writeHead(302, { location: `${origin}/secret` }).end();
    await expect(run({ url: `${origin}/open` })).rejects.toThrow('answered 302, expected 2xx');
    expect(asked).toEqual(['GET /open']);
  });
});

describe('an answer that was not expected', () => {
  test.each([
    [500, false],
    [503, false],
    [429, false],
    [404, true],
    [400, true],
  ])('%i fails the attempt; trying again is pointless: %s', async (status, permanent) => {
    answer = (_request, response) => response.writeHead(status).end();
    const error = await failureOf(run({ url: origin }));
    expect([error.message, error instanceof PermanentError]).toEqual([`answered ${status}, expected 2xx`, permanent]);
  });

  test('is one that differs from the status asked for', async () => {
    await expect(run({ url: origin, expectStatus: 204 })).rejects.toThrow('answered 200, expected 204');
  });
});

describe('without leave to call private addresses', () => {
  test.each(['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433'])('%s is not even asked', async (host) => {
    const error = await failureOf(run({ url: origin.replace('127.0.0.1', host) }, { allowPrivate: false }));
    expect(error).toBeInstanceOf(PermanentError);
    expect(error.message).toContain('private address');
    expect(asked).toEqual([]);
  });
});

describe('a payload is refused by its field', () => {
  test.each([
    ['another protocol', { url: 'file:///etc/passwd' }, 'payload.url'],
    ['no address', {}, 'payload'],
    ['a header that is not one', { url: 'http://a.example', headers: { 'a b': 'c' } }, 'payload.headers.a b'],
    ['a command', { url: 'http://a.example', command: 'rm -rf /' }, 'payload.command'],
  ])('for %s', async (_what, payload, field) => {
    await expect(async () => run(payload)).rejects.toMatchObject({ code: 'invalid-payload', field });
  });

  test('and an address with a password in it is not called', async () => {
    await expect(run({ url: origin.replace('//', '//me:secret@') })).rejects.toThrow('a password in it is not called');
    expect(asked).toEqual([]);
  });
});
