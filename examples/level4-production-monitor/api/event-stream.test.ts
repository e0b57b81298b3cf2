import { connect, type Socket } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EventStream } from './event-stream.ts';

let stream: EventStream;
let server: FastifyInstance;
let sockets: Socket[];

beforeEach(async () => {
  stream = new EventStream();
  sockets = [];
  server = fastify();
  server.get('/', ({ headers }, reply) => {
    const last = headers['last-event-id'];
    stream.attach(reply, last === undefined ? undefined : Number(last));
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  stream.close();
  await server.close();
});

interface Reader {
  readonly socket: Socket;
  /** What it was told on arrival. */
  readonly greeting: string;
  /** Waits for `part`, and gives everything heard since it was last asked. */
  heard(part: string): Promise<string>;
}

/** On a bare socket, because one of them has to be able not to read. */
async function reader(lastEventId?: number): Promise<Reader> {
  const { port } = server.server.address() as { port: number };
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  let text = '';
  let look = () => {};
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    text += chunk;
    look();
  });
  const heard = (part: string) =>
    new Promise<string>((resolve) => {
      look = () => {
        if (!text.includes(part)) return;
        look = () => {};
        resolve(text);
        text = '';
      };
      look();
    });
  const resume = lastEventId === undefined ? '' : `Last-Event-ID: ${lastEventId}\r\n`;
  socket.write(`GET / HTTP/1.1\r\nHost: localhost\r\n${resume}\r\n`);
  return { socket, heard, greeting: await heard('retry:') };
}

const say = (id: string) => stream.send('task-removed', { id });
const idOf = (text: string, task: string) =>
  Number(new RegExp(`id: (\\d+)\\nevent: task-removed\\ndata: {"id":"${task}"}`).exec(text)?.[1]);

describe('a reader of the event stream', () => {
  test('hears what happens from now on, and that it may have missed something', async () => {
    say('before');
    const { greeting, heard } = await reader();
    say('after');
    const text = greeting + (await heard('"after"'));
    expect(text).toContain('event: reset');
    expect(text).not.toContain('"before"');
  });

  test('that comes back hears what it missed, and nothing twice', async () => {
    const first = await reader();
    say('one');
    const seen = idOf(await first.heard('"one"'), 'one');
    first.socket.destroy();
    say('two');
    const again = await reader(seen);
    say('three');
    const text = again.greeting + (await again.heard('"three"'));
    expect(text).not.toContain('event: reset');
    expect([...text.matchAll(/"id":"(\w+)"/g)].map(([, task]) => task)).toEqual(['two', 'three']);
  });

  test.each([
    ['was away for too long', -2_000],
    ['comes with an id of the future', 1_000_000],
  ])('that %s is told to read everything anew', async (_what, offset) => {
    const first = await reader();
    say('one');
    const seen = idOf(await first.heard('"one"'), 'one');
    const again = await reader(seen + offset);
    expect(again.greeting).toContain('event: reset');
  });

  test('that never reads is let go, and the others hear everything', async () => {
    const deaf = await reader();
    const attentive = await reader();
    deaf.socket.pause();
    const gone = new Promise((resolve) => deaf.socket.on('close', resolve));
    const large = 'x'.repeat(100_000);
    for (let event = 0; event < 200; event++) {
      say(`${large}-${event}.`);
      await attentive.heard(`-${event}.`);
    }
    // It has to read to notice: what the system held for it, and then the end.
    deaf.socket.resume();
    await gone;
    say('last');
    await attentive.heard('"last"');
  });
});
