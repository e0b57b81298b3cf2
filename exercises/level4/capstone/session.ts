import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '#kit';
import type { Answer, Deed, Evidence } from './judge.ts';
import { MonitorStore } from './store.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const READY_MS = 20_000;
const SECOND = 1_000;
const ADMIN = 'the-key-of-the-admin';
const VIEWER = 'the-key-of-a-viewer';

/** The program says that something is not written yet, or did not start. */
export class CannotRun extends Error {
  override name = 'CannotRun';
}

export interface SessionOptions {
  readonly seed: number;
  readonly lives: number;
  readonly program: string;
  readonly folder: string;
  readonly say: (line: string) => void;
}

/** Starts the monitor so many times, kills it at seeded moments, presses its buttons, and gathers what is to be seen. */
export async function runSession({ seed, lives, program, folder, say }: SessionOptions): Promise<Evidence> {
  const random = seededRandom(seed);
  const between = (from: number, to: number) => Math.round(from + random() * (to - from));
  const since = Date.now();
  const failing = { from: since + 3 * SECOND, until: since + 3 * SECOND + between(5_000, 9_000) };
  setUp(folder, since);
  const story = (line: string) => say(`  ${((Date.now() - since) / SECOND).toFixed(1).padStart(5)} s  ${line}`);
  const answers: Answer[] = [];
  const kills: number[] = [];
  const pause = { job: 'import', from: 0, until: 0 };
  let preview: Evidence['preview'] = { from: 0, until: 0, planned: [] };
  let metrics = '';
  let until = since;

  for (let life = 1; life <= lives; life++) {
    const { child, port } = await startMonitor(program, folder, failing);
    try {
      story(`life ${life}: the monitor listens`);
      const press = async (
        token: string | undefined,
        method: string,
        path: string,
        expected: number,
        body?: object,
      ) => {
        const headers = { ...(token && { authorization: `Bearer ${token}` }), 'content-type': 'application/json' };
        const sent = method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) };
        const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, ...sent });
        const who = token === ADMIN ? 'the admin' : token ? 'a viewer' : 'nobody';
        answers.push({ asked: `${who}: ${method} ${path}`, expected, got: response.status });
        return response.text();
      };
      if (life === 1) {
        await press(undefined, 'POST', '/jobs/rates/pause', 401);
        await press(VIEWER, 'POST', '/jobs/rates/pause', 403);
        await press(ADMIN, 'POST', '/jobs/nobody/pause', 404);
        await press(ADMIN, 'PUT', '/jobs/rates/schedule', 400, { cron: '99 * * * *' });
        await later(between(1_000, 2_000));
        await press(ADMIN, 'POST', '/jobs/import/pause', 200);
        pause.from = Date.now();
        story('the import is paused');
      }
      if (life < lives) {
        await later(between(1_200, 3_200));
        kills.push(Date.now());
        child.kill('SIGKILL');
        await once(child, 'exit');
        story('killed');
        await later(between(100, 1_500));
        continue;
      }
      pause.until = Date.now();
      await press(ADMIN, 'POST', '/jobs/import/resume', 200);
      story('the import is resumed');
      await later(3_000);
      const from = Date.now();
      const window = { from, until: from + 5 * SECOND };
      preview = {
        ...window,
        planned: JSON.parse(await press(VIEWER, 'GET', `/preview?from=${from}&until=${window.until}`, 200)),
      };
      metrics = await press(VIEWER, 'GET', '/metrics', 200);
      until = Date.now();
      child.kill('SIGTERM');
      const [code] = await Promise.race([once(child, 'exit'), later(8_000).then(() => ['nothing: it is still there'])]);
      answers.push({ asked: 'SIGTERM', expected: 0, got: code });
      story('asked to stop, and stopped');
    } finally {
      child.kill('SIGKILL');
    }
  }
  const store = new MonitorStore(join(folder, 'monitor.db'));
  const history = store.history();
  store.db.close();
  return { since, until, history, deeds: readDeeds(folder), pause, kills, answers, preview, metrics };
}

/** Four jobs, and a fifth with a year of history behind it. */
function setUp(folder: string, since: number): void {
  writeFileSync(join(folder, 'deeds.jsonl'), '');
  const store = new MonitorStore(join(folder, 'monitor.db'));
  const job = { graceMs: 1_500, since, paused: false };
  for (const name of ['rates', 'flaky', 'import']) store.add({ ...job, name, schedule: '* * * * * *' });
  store.add({ ...job, name: 'slow', schedule: '*/2 * * * * *' });
  store.add({ ...job, name: 'archive', schedule: '0 0 0 1 1 *' });
  const insert = store.db.prepare("INSERT INTO runs VALUES ('archive', ?, 'success')");
  for (let day = 1; day <= 300; day++) insert.run(since - day * 86_400_000);
  store.db.close();
}

async function startMonitor(
  program: string,
  folder: string,
  failing: { from: number; until: number },
): Promise<{ child: ChildProcess; port: number }> {
  const args = ['--import', 'tsx', MAIN, folder, program, `${failing.from}`, `${failing.until}`];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const port = new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      const [, number] = /listening (\d+)/.exec(String(chunk)) ?? [];
      if (number) resolve(Number(number));
    });
    child.once('exit', (code) => reject(new CannotRun(output.trim() || `it ended by itself, with code ${code}`)));
    setTimeout(() => reject(new CannotRun(`it did not listen within ${READY_MS / SECOND} s`)), READY_MS).unref();
  });
  try {
    return { child, port: await port };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

function readDeeds(folder: string): readonly Deed[] {
  const lines = readFileSync(join(folder, 'deeds.jsonl'), 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}
