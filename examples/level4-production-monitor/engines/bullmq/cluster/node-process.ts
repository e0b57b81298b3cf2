import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface NodeProcess {
  readonly name: string;
  readonly lines: readonly string[];
  /** Resolves when it has said that it is at work. */
  readonly ready: Promise<void>;
  kill(): Promise<void>;
  /** As a supervisor would. Gives its exit code. */
  stop(): Promise<number | null>;
}

const entries = { monitor: '../../../main.ts', worker: '../../../worker/main.ts' };
const saysReady = { monitor: /Dashboard/, worker: /Working as/ };

/** A monitor or a worker as a process of its own, started as a user would start it. */
export function startNode(
  role: 'monitor' | 'worker',
  name: string,
  { databaseUrl, redisUrl }: { databaseUrl: string; redisUrl: string },
): NodeProcess {
  const env = {
    ENGINE: 'bullmq',
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    PORT: '0',
    MONITOR_NODE: name,
    MONITOR_SAMPLES: 'false',
    MONITOR_ALLOW_PRIVATE: 'true',
  };
  const file = fileURLToPath(new URL(entries[role], import.meta.url));
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', file], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const ready = new Promise<void>((resolve, reject) => {
    const hear = (line: string) => {
      lines.push(line);
      if (saysReady[role].test(line)) resolve();
    };
    createInterface({ input: child.stdout! }).on('line', hear);
    createInterface({ input: child.stderr! }).on('line', hear);
    child.once('exit', () => reject(new Error(`${name} ended: ${lines.join('\n')}`)));
  });
  // Whoever waits for it hears of it; a node that is killed later has nobody to tell.
  ready.catch(() => {});
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      await once(child, 'exit');
    }
    return child.exitCode;
  };
  return { name, lines, ready, kill: async () => void (await end('SIGKILL')), stop: () => end('SIGTERM') };
}
