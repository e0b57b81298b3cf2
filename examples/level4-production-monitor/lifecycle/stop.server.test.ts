import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually, type Started, startMain } from './testing.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clockwork-stop-'));
});
afterAll(() => rm(folder, { recursive: true }));

const slowTask = (seconds: number) =>
  JSON.stringify({ id: 'slow', handler: 'slow', payload: { seconds }, trigger: { kind: 'every', ms: 3_600_000 } });

/** A task that takes so long, running. */
async function running(started: Started, seconds: number): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await started.call('/api/tasks', { method: 'POST', body: slowTask(seconds), headers });
  expect((await started.call('/api/tasks/slow/run', { method: 'POST' })).status).toBe(202);
}

/** What the next life finds of the one run there was. */
async function statusAfterwards(file: string): Promise<string> {
  const next = await startMain({ MONITOR_FILE: file });
  const { items } = (await (await next.call('/api/executions')).json()) as { items: { status: string }[] };
  expect(await next.end('SIGINT')).toBe(0);
  return items.map(({ status }) => status).join();
}

describe.concurrent('SIGTERM', () => {
  test('lets a run finish, answers "not ready" and still shows history meanwhile, and ends with 0', async () => {
    const file = join(folder, 'drains.db');
    const started = await startMain({ MONITOR_FILE: file });
    await running(started, 4);
    const ended = started.end('SIGTERM');
    const ready = async () => (await started.call('/readyz')).status;
    await eventually(ready, (status) => status === 503);
    expect((await started.call('/api/executions')).status).toBe(200);
    expect((await started.call('/api/tasks/slow/run', { method: 'POST' })).status).toBe(503);
    expect(await ended).toBe(0);
    expect(started.printed()).toContain('Stopped.');
    expect(await statusAfterwards(file)).toBe('success');
  });

  test('tells a run that takes too long to stop at the deadline, and records that', async () => {
    const file = join(folder, 'cancels.db');
    const started = await startMain({ MONITOR_FILE: file, MONITOR_DRAIN_MS: '300' });
    await running(started, 600);
    expect(await started.end('SIGTERM')).toBe(0);
    expect(await statusAfterwards(file)).toBe('cancelled');
  });

  test('is not held up by a reader that never reads, nor by a client that never finishes', async () => {
    const started = await startMain({ MONITOR_FILE: join(folder, 'held.db'), MONITOR_DRAIN_MS: '0' });
    const { port } = new URL(started.address);
    const clients = [
      'GET /api/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer a-token-for-lifecycle-tests\r\n\r\n',
      'POST /api/tasks HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{',
      'GET /heal',
    ].map((text) => {
      const socket = connect(Number(port), '127.0.0.1').on('error', () => {});
      socket.write(text);
      return socket.pause();
    });
    await started.call('/healthz');
    expect(await started.end('SIGTERM')).toBe(0);
    for (const client of clients) client.destroy();
  });

  test('prints what was set, and no secret', async () => {
    const secrets = { MONITOR_VIEWER_TOKEN: 'hush-hush-hush-hush', ALERT_WEBHOOK_SECRET: 'hush-hush-too' };
    const hooks = { ALERT_WEBHOOK_URL: 'http://user:hush-hush@127.0.0.1:9/hook' };
    const started = await startMain({ MONITOR_FILE: join(folder, 'quiet.db'), ...secrets, ...hooks });
    expect(await started.end('SIGTERM')).toBe(0);
    expect(started.printed()).toContain('MONITOR_VIEWER_TOKEN=(set)');
    expect(started.printed()).toContain(`MONITOR_FILE=${join(folder, 'quiet.db')}`);
    expect(started.printed()).not.toContain('hush-hush');
    expect(started.printed()).not.toContain('a-token-for-lifecycle-tests');
  });
});
