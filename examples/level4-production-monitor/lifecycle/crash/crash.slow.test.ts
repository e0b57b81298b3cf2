import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Random, seededRandom } from '../../../scheduler/index.ts';
import type { Entry as EngineEntry } from '../../../scheduler/sql/crash/plan.ts';
import { violations } from '../../../scheduler/sql/crash/verdict.ts';
import { SqlStore } from '../../../scheduler/sql/sql-store.ts';
import { findAlerts } from '../../alerts/alert-store.ts';
import { openMonitorDatabase } from '../../database.ts';
import { BROKEN, type Entry } from './plan.ts';
import { forgotten, openedTwice } from './verdict.ts';

/** `CRASH_SEED=…` in front of the command replays the moments of a run that failed. */
const SEED = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
const KILLS = 50;
const source = fileURLToPath(new URL('./victim.node.ts', import.meta.url));
const victim = fileURLToPath(new URL(`../../../../.clockwork/monitor-victim-${process.pid}.mjs`, import.meta.url));

let folder: string;
beforeAll(async () => {
  console.log(`crash test: CRASH_SEED=${SEED}`);
  const options = { bundle: true, platform: 'node', format: 'esm', packages: 'external' } as const;
  await build({ entryPoints: [source], outfile: victim, ...options });
  folder = await mkdtemp(join(tmpdir(), 'clockwork-monitor-crash-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await rm(victim, { force: true });
});

describe.concurrent('the monitor, killed at 100 random moments', () => {
  test.each(['one', 'another'])(
    'keeps what it recorded, its settings and its alerts: %s file, 50 kills',
    { timeout: 300_000 },
    async (name) => {
      const file = join(folder, `${name}.db`);
      const notebook = join(folder, `${name}.jsonl`);
      const random = seededRandom(SEED + name.length);
      for (let kill = 0; kill < KILLS; kill++) await liveAndDie(file, notebook, random);
      const [code] = await once(live(file, notebook, 'last'), 'exit');
      expect(code).toBe(0);

      const database = await openMonitorDatabase({ databaseUrl: undefined, databaseFile: file });
      const store = new SqlStore(database.db as never);
      const history = await store.history({ limit: 1_000_000 });
      const counts = await store.counts({});
      const alerts = await findAlerts(database.db as never, 10_000);
      await database.close();
      const lines = await read(notebook);

      expect(violations(history, lines as EngineEntry[])).toEqual([]);
      expect(forgotten(lines)).toEqual([]);
      expect(openedTwice(alerts)).toEqual([]);
      const about = alerts.filter(({ task, rule }) => task === BROKEN && rule === 'consecutive-failures');
      expect(about).toMatchObject([{ state: 'open' }]);
      // A test in which nothing was ever interrupted would prove nothing.
      expect(counts.abandoned).toBeGreaterThan(KILLS / 4);
      expect(counts.success).toBeGreaterThan(KILLS);
      expect(counts.missed).toBeGreaterThan(KILLS);
      expect(lines.filter(({ kind }) => kind === 'agreed').length).toBeGreaterThan(KILLS);
    },
  );
});

/** Most die at work; one in eight while it is still starting up. */
async function liveAndDie(file: string, notebook: string, random: Random): Promise<void> {
  const child = live(file, notebook);
  const early = random() < 1 / 8;
  if (!early) await Promise.race([once(child.stdout!, 'data'), once(child, 'exit')]);
  await wait(random() * 300);
  if (child.exitCode !== null) throw new Error(`the victim ended by itself with exit code ${child.exitCode}`);
  child.kill('SIGKILL');
  await once(child, 'exit');
}

function live(file: string, notebook: string, ...mode: string[]) {
  return spawn(process.execPath, [victim, file, notebook, ...mode], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** The last line of a life may be cut off: its writer was killed. */
async function read(notebook: string): Promise<Entry[]> {
  const lines = (await readFile(notebook, 'utf8')).split('\n');
  return lines.flatMap((line) => (line.endsWith('}') ? [JSON.parse(line) as Entry] : []));
}
