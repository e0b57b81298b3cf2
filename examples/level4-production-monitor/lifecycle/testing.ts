import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

export const TOKEN = 'a-token-for-lifecycle-tests';

export interface Started {
  readonly process: ChildProcess;
  /** Where it listens. */
  readonly address: string;
  /** Everything printed so far. */
  printed(): string;
  /** A request with the admin's token. */
  call(path: string, init?: RequestInit): Promise<Response>;
  /** Sends the signal and waits for the end; undefined if a signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

export interface Ended {
  readonly code: number | null;
  readonly printed: string;
}

type Settings = Readonly<Record<string, string>>;

/** The real `main.ts` in a process of its own, once its dashboard is up. */
export async function startMain(settings: Settings): Promise<Started> {
  const { child, printed } = spawnMain({ PORT: '0', MONITOR_TOKEN: TOKEN, MONITOR_SAMPLES: 'false', ...settings });
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', () => {
      // The last line it prints before it waits for signals begins with "Database".
      const found = /API\s+(http:\S+)\/docs[\s\S]*Database/.exec(printed());
      if (found) resolve(found[1]!);
    });
    child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${printed()}`)));
  });
  return {
    process: child,
    address,
    printed,
    call: (path, init = {}) =>
      fetch(`${address}${path}`, { ...init, headers: { authorization: `Bearer ${TOKEN}`, ...init.headers } }),
    async end(signal) {
      const gone = child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : once(child, 'exit');
      child.kill(signal);
      await gone;
      return child.exitCode;
    },
  };
}

/** For starts that are to be refused: resolves when the process has ended. */
export async function runMain(settings: Settings): Promise<Ended> {
  const { child, printed } = spawnMain(settings);
  const [code] = await once(child, 'close');
  return { code, printed: printed() };
}

function spawnMain(settings: Settings): { child: ChildProcess; printed: () => string } {
  const env = { PATH: process.env.PATH ?? '', NO_COLOR: '1', ...settings };
  const child = spawn(process.execPath, ['--import', 'tsx', main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  // A test that fails half-way leaves nothing running behind it.
  process.once('exit', () => child.kill('SIGKILL'));
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  return { child, printed: () => text };
}

/** Asks until the answer is the wanted one: what the monitor notices by itself it notices in its own time. */
export async function eventually<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean, withinMs = 30_000) {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`after ${withinMs} ms it is still ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
