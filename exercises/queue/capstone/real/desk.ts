import { type ChildProcess, spawn } from 'node:child_process';
import { setMaxListeners } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { type Fault, type HistoryEvent, type JobQueue, seededRandom } from '#kit';
import { FAULT_WORDS, faultSchedule } from '../fault-lab.ts';
import type { RefundShop } from '../shop.ts';
import { namesOf, ordersOf } from '../story.ts';
import { FileLedger } from './file-ledger.ts';
import { LOCK_MS, type Place } from './place.ts';

const DURATION_MS = 15_000;
const SETTLE_MS = 30_000;

export function realFaults(seed: number, nodes: number): Fault[] {
  const options = { nodes: namesOf(nodes), durationMs: DURATION_MS, leaseMs: 2 * LOCK_MS, maxSkewMs: 0 };
  return faultSchedule(seed, { ...options, kinds: ['kill', 'pause'], everyMs: 1_000 });
}

interface RealOptions {
  readonly program: string;
  readonly seed: number;
  readonly nodes: number;
  readonly redisUrl: string;
  readonly interrupted: AbortSignal;
}

/** The same story with processes, signals and BullMQ: killed by SIGKILL, stopped by SIGSTOP for longer than a lock lasts. */
export async function tellReal({ program, seed, nodes, redisUrl, interrupted }: RealOptions): Promise<HistoryEvent[]> {
  // Everybody who waits listens for Ctrl+C.
  setMaxListeners(0, interrupted);
  const pause = (ms: number) => wait(ms, undefined, { signal: interrupted });
  const folder = mkdtempSync(join(tmpdir(), 'clockwork-desk-'));
  const run = `capstone-${process.pid}-${Date.now()}`;
  const place = {
    redisUrl,
    refunds: `${run}-refunds`,
    letters: `${run}-letters`,
    ledgerFile: join(folder, 'ledger.db'),
  };
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  const [refunds, letters] = [new Queue(place.refunds, { connection }), new Queue(place.letters, { connection })];
  const ledger = new FileLedger(place.ledgerFile, 'the desk');
  const shop = (await import(pathToFileURL(program).href)) as RefundShop;
  const workers = new Map<string, ChildProcess>();
  const events: HistoryEvent[] = [];
  let began = Date.now();
  const record = (node: string, type: string, note = '', at = Date.now()) =>
    void events.push({ t: Math.max(0, at - began), node, type, ...(note && { note }) });

  const start = (name: string): Promise<void> =>
    new Promise((ready) => {
      const worker = startWorker(program, { ...place, name });
      workers.set(name, worker);
      worker.on('message', ({ type, note, at }: { type: string; note: string; at: number }) => {
        if (type === 'is ready') ready();
        else record(name, type, note, at);
      });
    });

  try {
    await Promise.all(namesOf(nodes).map(start));
    began = Date.now();
    const faults = realFaults(seed, nodes).map((fault) => inflict(fault, { workers, start, record, pause }));
    const asks = ordersOf(seededRandom(seed), DURATION_MS * 0.6).map(async ({ refund, atMs }) => {
      await pause(atMs);
      await shop.accept(refunds as unknown as JobQueue, refund);
      record('the desk', 'accepts', refund.order);
    });
    await Promise.all([...faults, ...asks]);
    await quiet(refunds, pause);
    for (const { order, node, at } of ledger.paid()) record(node, 'pays', order, at);
    for (const { data, timestamp } of await letters.getJobs())
      record('a worker', 'buries', `${data?.data?.order}: ${data?.error}`, timestamp);
    record('nobody', 'is at work');
  } finally {
    for (const worker of workers.values()) worker.kill('SIGKILL');
    for (const queue of [refunds, letters]) await queue.obliterate({ force: true }).then(() => queue.close());
    ledger.close();
    await connection.quit();
    rmSync(folder, { recursive: true, force: true });
  }
  return events.sort((a, b) => a.t - b.t);
}

function startWorker(program: string, place: Place): ChildProcess {
  const file = fileURLToPath(new URL('./worker-process.ts', import.meta.url));
  const stdio = ['ignore', 'ignore', 'inherit', 'ipc'] as const;
  return spawn(process.execPath, ['--import', 'tsx', file, program, JSON.stringify(place)], { stdio: [...stdio] });
}

interface Victims {
  workers: Map<string, ChildProcess>;
  start(name: string): Promise<void>;
  record(node: string, type: string): void;
  pause(ms: number): Promise<void>;
}

async function inflict({ node, kind, atMs, forMs }: Fault, { workers, start, record, pause }: Victims): Promise<void> {
  const [begins, ends] = kind === 'pause' ? ['is blocked', 'goes on'] : FAULT_WORDS[kind];
  await pause(atMs);
  record(node, begins);
  workers.get(node)?.kill(kind === 'kill' ? 'SIGKILL' : 'SIGSTOP');
  await pause(forMs);
  record(node, ends);
  if (kind === 'kill') await start(node);
  else workers.get(node)?.kill('SIGCONT');
}

/** Until nothing is owed any more and the last sweep has been, or until nobody would wait longer. */
async function quiet(queue: Queue, pause: Victims['pause']): Promise<void> {
  const until = Date.now() + SETTLE_MS;
  while (Date.now() < until) {
    const { waiting = 0, delayed = 0, active = 0 } = await queue.getJobCounts();
    if (waiting + delayed + active === 0) break;
    await pause(250);
  }
  await pause(2_500);
}
