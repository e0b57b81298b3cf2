import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { until } from '../../testing.ts';

export interface VictimOptions {
  readonly redisUrl: string;
  readonly directory: string;
  readonly databaseUrl?: string | undefined;
  readonly lockMs: number;
  readonly mishap?: 'hang before the effect' | 'hang after the effect' | 'no key' | 'block the loop';
}

export interface Victim {
  readonly lines: readonly string[];
  says(word: string, times?: number): Promise<void>;
  /** kill -9: no handler runs, no lock is given back. */
  kill(): Promise<void>;
}

export async function spawnVictim(options: VictimOptions): Promise<Victim> {
  const file = fileURLToPath(new URL('./main.ts', import.meta.url));
  const args = ['--import', 'tsx', file, JSON.stringify(options)];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  createInterface({ input: child.stdout! }).on('line', (line) => lines.push(line));
  const victim: Victim = {
    lines,
    says: (word, times = 1) =>
      until(`the worker to say ${word}`, () => lines.filter((line) => line.startsWith(word)).length >= times),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
  await victim.says('ready');
  return victim;
}

/** The file whose appearance ends a block. */
export function releaseFile({ directory }: Pick<VictimOptions, 'directory'>): string {
  return join(directory, 'release');
}

/** Holds the whole process up until the file is there: no timer fires and no lock is renewed meanwhile. */
export function blockUntilThere(file: string): void {
  const asleep = new Int32Array(new SharedArrayBuffer(4));
  while (!existsSync(file)) Atomics.wait(asleep, 0, 0, 20);
}
