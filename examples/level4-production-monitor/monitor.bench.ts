import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { type Kysely, sql } from 'kysely';
import { schedulerTables } from '../scheduler/sql/migrations.ts';
import { SqlStore } from '../scheduler/sql/sql-store.ts';
import { migrateUp } from '../shared/sql/index.ts';
import { buildApp } from './api/app.ts';
import { buildMonitor } from './build.ts';
import { readConfig } from './config.ts';
import { openMonitorDatabase } from './database.ts';
import { sampleTasks } from './samples.ts';

/**
 * Two questions. What does the monitor cost per request, beside a bare Fastify that sends the same bytes? And how long
 * do questions to history take when it holds a million executions?
 */
const ROUNDS = 6;
const ROUND_MS = 1_500;
const CONNECTIONS = 16;
const TOKEN = 'benchmark-token-of-enough-length';
const folder = mkdtempSync(join(tmpdir(), 'clockwork-monitor-bench-'));

await benchRequests();
await benchHistory(Number(process.argv[2] ?? 1_000_000));
rmSync(folder, { recursive: true });
process.exit(0);

async function benchRequests(): Promise<void> {
  const { config } = readConfig({ MONITOR_FILE: join(folder, 'requests.db'), MONITOR_SAMPLES: 'false' });
  const monitor = await buildMonitor({ ...config, requestsPerMinute: 1_000_000 });
  const app = await buildApp(monitor, { admin: TOKEN, viewer: undefined });
  for (const task of sampleTasks) await monitor.engine.add({ ...task, paused: true });
  const ours = await listen(app);
  const { body } = await get(`${ours}/api/tasks`);

  const bare = fastify();
  bare.get('/api/tasks', async (_request, reply) => reply.type('application/json; charset=utf-8').send(body));
  const theirs = await listen(bare);

  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const plain = await load(`${theirs}/api/tasks`);
    const monitored = await load(`${ours}/api/tasks`);
    // The first round warms both up.
    if (round > 0) ratios.push(monitored / plain);
    console.log(`round ${round}: bare Fastify ${plain.toFixed(0)} requests/s, monitor ${monitored.toFixed(0)}`);
  }
  console.log(
    `GET /api/tasks, ${body.length} bytes: the monitor does ${median(ratios).toFixed(2)} of a bare Fastify (median)\n`,
  );
  await app.close();
  await monitor.stop(0);
  await bare.close();
}

async function benchHistory(rows: number): Promise<void> {
  const database = await openMonitorDatabase({ databaseUrl: undefined, databaseFile: join(folder, 'history.db') });
  await migrateUp(database, schedulerTables);
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

function listen(app: FastifyInstance): Promise<string> {
  return app
    .listen({ host: '127.0.0.1', port: 0 })
    .then(() => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`);
}

/** Requests a second over a fixed number of connections that are kept open. */
async function load(url: string): Promise<number> {
  const until = performance.now() + ROUND_MS;
  let answered = 0;
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const lane = async () => {
    while (performance.now() < until) {
      await get(url, agent);
      answered++;
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, lane));
  agent.destroy();
  return (answered * 1_000) / (performance.now() - began);
}

function get(url: string, agent?: Agent): Promise<{ body: string }> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${TOKEN}`, 'x-request-id': randomUUID() };
    const outgoing = request(url, { headers, ...(agent && { agent }) }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () =>
        response.statusCode === 200 ? resolve({ body }) : reject(new Error(`${url}: ${body}`)),
      );
    });
    outgoing.on('error', reject).end();
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
