import { fork } from 'node:child_process';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from '../grader/catalogue.ts';
import type { LiveProgress } from './live.ts';

export interface Site {
  /** With a `/` at its end. */
  readonly address: string;
  share(live: LiveProgress): void;
  close(): Promise<void>;
}

const HOST = join(ROOT, 'exercises/tools/site-host.ts');

/** Starts the site in a process of its own: rendering pages must not keep a verdict waiting. */
export function openSite(host = HOST): Promise<Site | { readonly problem: string }> {
  const child = fork(host, {
    cwd: ROOT,
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said = `${said}${stripVTControlCharacters(String(chunk))}`.slice(0, 2_000);
  });
  return new Promise((resolve) => {
    const failed = () => resolve({ problem: firstLine(said) });
    child.once('error', failed).once('exit', failed);
    child.once('message', ({ address }: { address: string }) =>
      resolve({
        address,
        share: (live) => void (child.connected && child.send(live, () => {})),
        close: () =>
          new Promise((closed) => {
            if (child.exitCode !== null || child.signalCode !== null) return closed();
            child.once('exit', () => closed()).kill();
          }),
      }),
    );
  });
}

function firstLine(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.find((line) => /error/i.test(line)) ?? lines.find(Boolean) ?? 'it ended without a word';
}
