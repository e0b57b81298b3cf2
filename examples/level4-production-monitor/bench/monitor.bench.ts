import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { SqlStore } from '../../scheduler/sql/sql-store.ts';
import { openMonitorDatabase } from '../database.ts';
import { load } from './load.ts';

/**
 * Two questions. What does the monitor cost per request, beside a bare Fastify that sends the same bytes? And how long
 * do questions to history take when it holds a million executions?
 */
const ROUNDS = 7;
const WARM_UP_MS = 1_000;
const ROUND_MS = 1_500;
const TOKEN = 'benchmark-token-of-enough-length';
const MADE_BY_NODE = new Set(['connection', 'content-length', 'date', 'keep-alive']);
/**
 * With the room for young objects that V8 gives by default, one process in three is slow from beginning to end, a bare
 * Fastify as often as the monitor: its quick collections then keep what is dead, and it answers half as fast. With 64 MB
 * none was, of 16. That is luck, and not what is asked here; so every round has new processes too.
 */
const NODE_FLAGS = ['--max-semi-space-size=64', '--import', 'tsx'];
const folder = mkdtempSync(join(tmpdir(), 'clockwork-monitor-bench-'));

await benchRequests();
await benchHistory(Number(process.argv[2] ?? 1_000_000));
rmSync(folder, { recursive: true });
process.exit(0);

async function benchRequests(): Promise<void> {
  const ratios: number[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const monitor = await start('--kind', 'monitor', '--token', TOKEN);
    const answer = await answerOf(monitor.address);
    const bare = await start('--kind', 'bare', '--answer', JSON.stringify(answer));
    for (const { address } of [bare, monitor]) await load(address, '/api/tasks', TOKEN, WARM_UP_MS);
    const plain = await load(bare.address, '/api/tasks', TOKEN, ROUND_MS);
    const monitored = await load(monitor.address, '/api/tasks', TOKEN, ROUND_MS);
    ratios.push(monitored / plain);
    monitor.stop();
    bare.stop();
    const bytes = `${answer.body.length} bytes`;
    console.log(
      `round ${round}: GET /api/tasks, ${bytes}, bare Fastify ${plain.toFixed(0)}/s, monitor ${monitored.toFixed(0)}/s`,
    );
  }
  console.log(`the monitor does ${median(ratios).toFixed(2)} of a bare Fastify (median of ${ROUNDS})\n`);
}

/** All of it: the headers that make an answer safe in a browser have to be sent by anyone who sends them. */
async function answerOf(address: string): Promise<{ headers: Record<string, string>; body: string }> {
  const answer = await fetch(`${address}/api/tasks`, { headers: { authorization: `Bearer ${TOKEN}` } });
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => !MADE_BY_NODE.has(name)));
  return { headers, body: await answer.text() };
}

function start(...args: string[]): Promise<{ address: string; stop(): void }> {
  const child = fork(join(import.meta.dirname, 'contender.ts'), args, { execArgv: NODE_FLAGS });
  return new Promise((resolve, reject) => {
    child.once('message', ({ address }: { address: string }) =>
      resolve({ address, stop: () => child.kill('SIGKILL') }),
    );
    child.once('exit', (code) => reject(new Error(`a contender ended with exit code ${code}`)));
  });
}

async function benchHistory(rows: number): Promise<void> {
  const database = await openMonitorDatabase({ databaseUrl: undefined, databaseFile: join(folder, 'history.db') });
  process.stdout.write(`filling history with ${rows} executions `);
  await fill(database.db as unknown as Kysely<never>, rows);
  console.log('done');
  const store = new SqlStore(database.db as never);
  const middle = Date.now() - 30 * 86_400_000;
  const questions: Record<string, () => Promise<unknown>> = {
    'latest page of all': () => store.history({ limit: 50 }),
    'latest page of a task': () => store.history({ job: 'task-7', limit: 50 }),
    'failures of all': () => store.history({ states: ['failed'], limit: 50 }),
    'failures of a task': () => store.history({ job: 'task-7', states: ['failed'], limit: 50 }),
    'a page from the middle': () => store.history({ after: { slot: middle, id: 'task-7' }, limit: 50 }),
    'one hour of a task': () => store.history({ job: 'task-7', from: middle, to: middle + 3_600_000, limit: 50 }),
    'one execution': () => store.run('task-7@1000'),
  };
  for (const [name, ask] of Object.entries(questions)) {
    const times: number[] = [];
    for (let turn = 0; turn < 300; turn++) {
      const began = performance.now();
      await ask();
      times.push(performance.now() - began);
    }
    times.sort((a, b) => a - b);
    console.log(`${name.padEnd(24)} p50 ${times[150]!.toFixed(2)} ms   p99 ${times[297]!.toFixed(2)} ms`);
  }
  await database.close();
}

/** Counted up by the database itself: rows made here one by one would take minutes. */
async function fill(db: Kysely<never>, rows: number): Promise<void> {
  const step = 50_000;
  const start = Date.now() - 60 * 86_400_000;
  for (let from = 0; from < rows; from += step) {
    await sql`
      insert into scheduler_run (id, job, slot, cause, state, attempt, attempts, started_at, finished_at, duration_ms,
        error, result, note, output, node, instance)
      with recursive n(i) as (select ${from} union all select i + 1 from n where i + 1 < ${Math.min(rows, from + step)})
      select 'task-' || (i % 100) || '@' || i, 'task-' || (i % 100), ${start} + i * 5000, 'schedule',
        case when i % 50 = 0 then 'failed' else 'success' end, 1, '[]', ${start} + i * 5000, ${start} + i * 5000 + 40, 40.0,
        null, 'null', null, '[]', 'node-1', 'bench' from n`.execute(db);
    process.stdout.write('.');
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
