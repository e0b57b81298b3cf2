import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ToolError } from '../../grader/tool-error.ts';
import type { FromNode, Prepare, ToNode } from './protocol.ts';

export type Heard = Extract<FromNode, { type: 'event' }>;

const host = fileURLToPath(new URL('./node-host.ts', import.meta.url));
const repository = fileURLToPath(new URL('../../../../', import.meta.url));

/** One life of a node. */
export class NodeProcess {
  /** Rejects if it never became ready. */
  readonly ready: Promise<void>;
  /** Resolves when it has stopped, because it was asked to or by itself. */
  readonly stopped: Promise<void>;
  readonly #child: ChildProcess;

  constructor(program: string, prepare: Prepare, onEvent: (heard: Heard) => void) {
    this.#child = spawn(process.execPath, ['--import', 'tsx', host, program], {
      cwd: repository,
      // Ctrl+C in the terminal is for the lab, which then stops its nodes; without the lab they end by themselves.
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const crashes = (reason: string) =>
      onEvent({ type: 'event', at: Date.now(), event: { type: 'crashes', note: reason } });
    this.ready = new Promise((resolve, reject) => {
      this.#child.on('message', (message: FromNode) => {
        if (message.type === 'event') onEvent(message);
        if (message.type === 'ready') resolve();
        if (message.type !== 'failed') return;
        crashes(message.reason);
        reject(new ToolError(`${prepare.id} could not start: ${message.reason}`));
      });
      this.#child.on('exit', (code) => reject(new ToolError(`${prepare.id} ended before it was ready (code ${code})`)));
    });
    this.stopped = new Promise((resolve) => {
      this.#child.on('exit', () => resolve());
      this.#child.on('message', ({ type }: FromNode) => {
        if (type === 'stopped' || type === 'failed') resolve();
      });
    });
    // Nobody waits for a node that is killed before it is ready.
    this.ready.catch(() => {});
    this.tell(prepare);
  }

  tell(message: ToNode): void {
    // A node that has just died cannot be told; that it died is known by other ways.
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child.kill(name);
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }
}
