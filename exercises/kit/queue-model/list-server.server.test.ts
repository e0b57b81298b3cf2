import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Clock } from '../../../examples/scheduler/clock/clock.ts';
import { VirtualClock } from '../../../examples/scheduler/clock/virtual-clock.ts';
import { type ListConnection, ListServer } from './list-server.ts';

let server: ChildProcess;
let port: number;

beforeAll(async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  ({ port } = probe.address() as { port: number });
  probe.close();
  await once(probe, 'close');
  server = spawn('redis-server', ['--port', `${port}`, '--bind', '127.0.0.1', '--save', ''], { stdio: 'ignore' });
});

afterAll(() => void server.kill());

/** What a connection that waits for a list lets through, and when. */
async function story(connect: () => ListConnection, clock: Pick<Clock, 'monotonic'>) {
  const [shared, other] = [connect(), connect()];
  await shared.set('ready', 'yes');
  await other.set('ready', 'yes');
  const from = clock.monotonic();
  const moved = shared.blmove('q:waiting', 'q:active', 'RIGHT', 'LEFT', 1);
  const pushed = shared.lpush('q:waiting', 'a');
  await other.set('meanwhile', 'yes');
  const otherWaitedMs = clock.monotonic() - from;
  const nothing = await moved;
  const length = await pushed;
  const sharedWaitedMs = clock.monotonic() - from;
  const second = shared.blmove('q:waiting', 'q:active', 'RIGHT', 'LEFT', 1);
  const text = await second;
  const removed = await other.lrem('q:active', 1, 'a');
  await Promise.all([shared.quit(), other.quit()]);
  const refused = await shared.get('ready').then(
    () => 'answered',
    ({ message }) => message,
  );
  return { nothing, length, text, removed, refused, held: sharedWaitedMs >= 900, free: otherWaitedMs < 500 };
}

const expected = {
  nothing: null,
  length: 1,
  text: 'a',
  removed: 1,
  refused: 'Connection is closed.',
  held: true,
  free: true,
};

test('a blocking command holds up everything after it on its connection, on a real Redis', async () => {
  const connect = () =>
    new Redis(port, '127.0.0.1', { retryStrategy: () => 50 }).on('error', () => {}) as unknown as ListConnection;
  expect(await story(connect, realTime)).toEqual(expected);
});

test('a blocking command holds up everything after it on its connection, on the model', async () => {
  const clock = new VirtualClock();
  const told = story(new ListServer(clock).connect, clock);
  await clock.advance(5_000);
  expect(await told).toEqual(expected);
});

const realTime = { monotonic: () => performance.now() };
