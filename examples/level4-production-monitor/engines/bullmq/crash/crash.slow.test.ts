import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Random, seededRandom, systemClock } from '../../../../scheduler/index.ts';
import { type Entry, jobs } from '../../../../scheduler/sql/crash/plan.ts';
import { violations } from '../../../../scheduler/sql/crash/verdict.ts';
import { startRedis, type TestRedis } from '../../../../shared/redis/testing.ts';
import type { SqlDatabase } from '../../../../shared/sql/index.ts';
import { startPostgres, type TestPostgres } from '../../../../shared/sql/testing.ts';
import { BullEngine } from '../bull-engine.ts';
import type { ClusterSchema } from '../tables.ts';
import { openTables, until } from '../testing.ts';

/** `CRASH_SEED=…` in front of the command replays the moments of a run that failed. */
const SEED = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
const KILLS = 100;
const NODES = 7;
/** One kill in three strikes whoever it strikes; the others strike a node that has just begun to work. */
const BLIND = 1 / 3;
const LONGEST_PEACE_MS = 500;
const LONGEST_WORK_MS = 100;
const source = fileURLToPath(new URL('./victim.node.ts', import.meta.url));
const victim = fileURLToPath(new URL(`../../../../../.clockwork/cluster-victim-${process.pid}.mjs`, import.meta.url));

let folder: string;
let redis: TestRedis;
let postgres: TestPostgres;
let database: SqlDatabase<ClusterSchema>;
let onlooker: BullEngine;
let visitor: Redis;
/** Says who begins to work. */
const work = new EventEmitter<{ begins: [node: string] }>();
const alive = new Map<string, ChildProcess>();
let born = 0;

beforeAll(async () => {
  console.log(`crash test of the cluster: CRASH_SEED=${SEED}`);
  const options = { bundle: true, platform: 'node', format: 'esm', packages: 'external' } as const;
  await build({ entryPoints: [source], outfile: victim, ...options });
  folder = await mkdtemp(join(tmpdir(), 'clockwork-cluster-crash-'));
  [redis, postgres] = await Promise.all([startRedis({ kind: 'real' }), startPostgres()]);
  visitor = new Redis(redis.url);
  database = await openTables({ url: postgres.url });
  const parts = { redisUrl: redis.url, database, clock: systemClock, random: Math.random };
  // It never starts: it only asks, as a dashboard would.
  onlooker = await BullEngine.open({ ...parts, node: 'onlooker', role: 'monitor' });
  for (const { name } of jobs) onlooker.handle(name, () => {});
});
afterAll(async () => {
  for (const child of alive.values()) child.kill('SIGKILL');
  onlooker?.close();
  visitor?.disconnect();
  await database?.close();
  await Promise.all([redis?.stop(), postgres?.stop()]);
  await rm(folder, { recursive: true, force: true });
  await rm(victim, { force: true });
});

test('a cluster whose nodes are killed at 100 random moments keeps every slot, and does nothing twice', {
  timeout: 300_000,
}, async () => {
  const random = seededRandom(SEED);
  for (let node = 0; node < NODES; node++) bear();
  await until('a leader', async () => (await leader()) !== undefined);
  for (const { name, trigger, options } of jobs) await onlooker.add({ name, trigger, options });

  let leadersKilled = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const name = random() < BLIND ? await anybody(random) : await somebodyAtWork(random);
    const led = (await leader()) === name;
    await slay(name);
    bear();
    if (!led) continue;
    leadersKilled++;
    // Without a leader nothing begins, and nobody could be interrupted at anything.
    await until('another leader', async () => ![undefined, name].includes(await leader()));
  }
  // In peace, what the dead were doing is found and given up, and the plan goes on.
  await wait(6_000);
  for (const { name } of jobs) await onlooker.pause(name);
  await until('every run to end', async () => {
    const open = await onlooker.history({ states: ['queued', 'running', 'retrying'] });
    return open.length === 0;
  });
  const exits = await Promise.all([...alive.keys()].map(stop));

  const history = await onlooker.history({ limit: 1_000_000 });
  const counts = await onlooker.counts({});
  expect(violations(history, await read())).toEqual([]);
  expect(exits).toEqual(Array(NODES).fill(0));
  // A test in which nobody died at work, or no leader did, would prove nothing.
  expect(leadersKilled).toBeGreaterThan(KILLS / 20);
  expect(counts.abandoned).toBeGreaterThan(KILLS / 20);
  expect(counts.success).toBeGreaterThan(KILLS / 2);
});

function bear(): void {
  const name = `node-${++born}`;
  const args = [victim, redis.url, postgres.url, name, join(folder, `${name}.jsonl`)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.on('data', () => work.emit('begins', name));
  alive.set(name, child);
}

async function anybody(random: Random): Promise<string> {
  await wait(random() * LONGEST_PEACE_MS);
  const names = [...alive.keys()];
  return names[Math.floor(random() * names.length)]!;
}

/** When nobody begins anything, it is anybody's turn. */
async function somebodyAtWork(random: Random): Promise<string> {
  const signal = AbortSignal.timeout(LONGEST_PEACE_MS);
  const [first] = await once(work, 'begins', { signal }).catch(() => []);
  if (first === undefined) return anybody(random);
  await wait(random() * LONGEST_WORK_MS);
  return first;
}

async function slay(name: string): Promise<void> {
  const child = alive.get(name)!;
  alive.delete(name);
  if (child.exitCode !== null) throw new Error(`${name} ended by itself with exit code ${child.exitCode}`);
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function stop(name: string): Promise<number> {
  const child = alive.get(name)!;
  alive.delete(name);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const [code] = await ended;
  return code;
}

/** The name of the node that plans, if any does. */
async function leader(): Promise<string | undefined> {
  const [instance] = (await visitor.get('clockwork:leader'))?.split('/') ?? [];
  const node = await visitor.get(`clockwork:node:${instance}`);
  return node ? JSON.parse(node).id : undefined;
}

/** The last line of a life may be cut off: its writer was killed. */
async function read(): Promise<Entry[]> {
  const books = await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file), 'utf8')));
  const lines = books.flatMap((book) => book.split('\n'));
  return lines.flatMap((line) => (line.endsWith('}') ? [JSON.parse(line) as Entry] : []));
}
