import { spawn } from 'node:child_process';

/** What a run is given, and where it writes what is worth keeping. */
export interface ActionContext {
  readonly slot: number;
  readonly signal: AbortSignal;
  readonly write: (text: string) => void;
}

export type Action = (context: ActionContext) => unknown;

/** A program of its own. Its arguments reach it as they are: no shell reads them. */
export function program(file: string, args: readonly string[], { shell = false } = {}): Action {
  return ({ signal, write }) =>
    new Promise<void>((resolve, reject) => {
      const child = spawn(file, args, { signal, shell, stdio: ['ignore', 'pipe', 'pipe'] });
      child.stdout.on('data', (chunk) => write(String(chunk)));
      child.stderr.on('data', (chunk) => write(String(chunk)));
      child.on('error', reject);
      child.on('close', (code, killedBy) => {
        if (code === 0) resolve();
        else reject(new Error(`${file} ended with ${killedBy ?? `exit code ${code}`}`));
      });
    });
}
