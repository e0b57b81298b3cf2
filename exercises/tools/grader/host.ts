import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './catalogue.ts';
import type { Outcome } from './run.ts';
import type { Question } from './session.ts';
import { ToolError } from './tool-error.ts';

const HOST = join(ROOT, 'exercises/tools/grader-host.ts');

/** The grader's own process, as seen from the outside. */
export class Host {
  readonly #child: ChildProcess;
  readonly #ready: Promise<unknown>;
  #said = '';

  constructor(workers: number) {
    // Of what it writes, only a failure to start is for anyone to read.
    this.#child = fork(HOST, [String(workers)], {
      cwd: ROOT,
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.on('data', (chunk) => {
      this.#said = `${this.#said}${chunk}`.slice(-2_000);
    });
    this.#ready = this.#answer();
  }

  /** Resolves to nothing when the process died over it. */
  async ask(question: Question): Promise<readonly Outcome[] | undefined> {
    if (!(await this.#ready)) throw new ToolError(`The grader did not start:\n${this.#said}`);
    const answer = this.#answer();
    this.#child.send(question, () => {});
    return (await answer)?.outcomes;
  }

  /** A blocked thread heeds nothing gentler. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #answer(): Promise<{ outcomes?: readonly Outcome[] } | undefined> {
    return new Promise((resolve) => {
      const child = this.#child;
      const done = (message?: object) => {
        child.off('message', done).off('exit', gone).off('error', gone);
        resolve(message);
      };
      const gone = () => done();
      child.on('message', done).on('exit', gone).on('error', gone);
      if (child.exitCode !== null || child.signalCode !== null) done();
    });
  }
}
