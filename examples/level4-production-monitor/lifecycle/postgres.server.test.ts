import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from '../../shared/sql/testing.ts';
import { eventually, type Started, startMain } from './testing.ts';

interface Execution {
  readonly id: string;
  readonly slot: string;
  readonly status: string;
}

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

/** The whole server, its backends included, stands still or goes on: what a stalled disk looks like. */
function signalAll(signal: 'STOP' | 'CONT'): void {
  const { port } = new URL(postgres.url);
  const parent = execFileSync('pgrep', ['-f', `postgres .*-p ${port} `], { encoding: 'utf8' })
    .trim()
    .split('\n')[0]!;
  const children = execFileSync('pgrep', ['-P', parent], { encoding: 'utf8' }).trim().split('\n');
  for (const pid of [parent, ...children]) process.kill(Number(pid), `SIG${signal}`);
}

async function json<T>(started: Started, path: string, init?: RequestInit): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  return (await started.call(path, { ...init, headers })).json() as Promise<T>;
}

const every = (id: string, ms: number) =>
  JSON.stringify({ id, handler: 'flaky', payload: { failRate: 0 }, trigger: { kind: 'every', ms } });

test('a monitor on PostgreSQL turns unready while it stands still, and then has every slot once', async () => {
  const started = await startMain({ DATABASE_URL: postgres.url });
  await json(started, '/api/tasks', { method: 'POST', body: every('ticks', 1_000) });
  const executions = async () =>
    (await json<{ items: Execution[] }>(started, '/api/executions?task=ticks&limit=500')).items;
  await eventually(executions, (items) => items.length >= 2);

  const events = await started.call('/api/events');
  const heard = listen(events);
  signalAll('STOP');
  try {
    await eventually(
      async () => (await started.call('/readyz')).status,
      (status) => status === 503,
    );
    expect((await started.call('/healthz')).status).toBe(200);
  } finally {
    signalAll('CONT');
  }
  await eventually(
    async () => (await started.call('/readyz')).status,
    (status) => status === 200,
    60_000,
  );
  const until = Date.now();
  const items = await eventually(
    executions,
    ([latest]) => Date.parse(latest!.slot) > until && latest!.status === 'success',
  );
  const slots = items.map(({ slot }) => Date.parse(slot)).sort((a, b) => a - b);
  const expected = slots.map((_slot, index) => slots[0]! + index * 1_000);
  expect(slots).toEqual(expected);
  expect(heard.readiness()).toEqual([false, true]);
  expect(await started.end('SIGTERM')).toBe(0);
});

test('when the server is gone for good, writes are refused as "not ready" and SIGTERM still ends with 0', async () => {
  const gone = await startPostgres();
  const started = await startMain({ DATABASE_URL: gone.url, MONITOR_DRAIN_MS: '1000' });
  await json(started, '/api/tasks', { method: 'POST', body: every('hourly', 3_600_000) });
  await gone.stop();
  // Nothing is due for an hour: it has to notice by itself.
  await eventually(
    async () => (await started.call('/readyz')).status,
    (status) => status === 503,
  );
  for (const path of ['/api/alerts', '/api/executions', '/api/stats', '/api/audit']) {
    expect([path, (await started.call(path)).status]).toEqual([path, 503]);
  }
  expect((await started.call('/api/tasks')).status).toBe(200);
  expect(await started.end('SIGTERM')).toBe(0);
});

/** Gathers what the event stream says about readiness. */
function listen(response: Response): { readiness(): boolean[] } {
  let text = '';
  void (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body!) text += decoder.decode(chunk as Uint8Array, { stream: true });
  })().catch(() => {});
  const pattern = /^event: ready\ndata: (.*)$/gm;
  return { readiness: () => [...text.matchAll(pattern)].map(([, data]) => JSON.parse(data!).ready as boolean) };
}
