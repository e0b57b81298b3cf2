import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type TestPostgres } from '../../../shared/sql/testing.ts';
import { type Random, seededRandom } from '../../random.ts';
import { openStore } from '../testing.ts';
import type { Entry } from './plan.ts';
import { violations } from './verdict.ts';

/** `CRASH_SEED=…` in front of the command replays the moments of a run that failed. */
const SEED = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
/** In one file and one piece it starts in a third of the time, and 200 starts are most of what this test costs. */
const source = fileURLToPath(new URL('./victim.node.ts', import.meta.url));
const victim = fileURLToPath(new URL(`../../../../.clockwork/crash-victim-${process.pid}.mjs`, import.meta.url));

let folder: string;
let postgres: TestPostgres;
beforeAll(async () => {
  console.log(`crash test: CRASH_SEED=${SEED}`);
  await build({
    entryPoints: [source],
    outfile: victim,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['libsql', 'pg'],
  });
  folder = await mkdtemp(join(tmpdir(), 'clockwork-crash-'));
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
  await rm(victim, { force: true });
});

describe.concurrent('killed at 200 random moments, history and plan agree', () => {
  it.each([
    { name: 'one SQLite file', kills: 75, database: () => join(folder, 'one.db') },
    { name: 'another SQLite file', kills: 75, database: () => join(folder, 'other.db') },
    { name: 'PostgreSQL', kills: 50, database: () => postgres.url },
  ])('$kills times on $name', { timeout: 300_000 }, async ({ name, kills, database }) => {
    const random = seededRandom(SEED + kills + name.length);
    const notebook = join(folder, `${name}.jsonl`);
    for (let kill = 0; kill < kills; kill++) await liveAndDie(database(), notebook, random);
    await lastLife(database(), notebook);

    const { store, close } = await openStore(name === 'PostgreSQL' ? { url: database() } : { file: database() });
    const history = await store.history({ limit: 1_000_000 });
    const counts = await store.counts({});
    await close();
    expect(violations(history, await read(notebook))).toEqual([]);
    // A test in which nothing was ever interrupted would prove nothing.
    expect(counts.abandoned).toBeGreaterThan(kills / 4);
    expect(counts.success).toBeGreaterThan(kills);
    expect(counts.missed).toBeGreaterThan(kills);
  });
});

/** Most die at work; one in eight while it is still starting up. */
async function liveAndDie(database: string, notebook: string, random: Random): Promise<void> {
  const child = spawn(process.execPath, [victim, database, notebook], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (random() < 1 / 8) await wait(random() * 300);
  else {
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
    await wait(random() * 300);
  }
  if (child.exitCode !== null) throw new Error(`the victim ended by itself with exit code ${child.exitCode}`);
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function lastLife(database: string, notebook: string): Promise<void> {
  const child = spawn(process.execPath, [victim, database, notebook, 'last'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
}

/** The last line may be cut off: its writer was killed. */
async function read(notebook: string): Promise<Entry[]> {
  if (!existsSync(notebook)) return [];
  const lines = (await readFile(notebook, 'utf8')).split('\n');
  return lines.flatMap((line) => (line.endsWith('}') ? [JSON.parse(line) as Entry] : []));
}
