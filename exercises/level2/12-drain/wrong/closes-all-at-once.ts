import type { Clock, Timer } from '#kit';
import type { Close, Host, Job } from '../exercise.ts';

export class Runner {
  readonly #clock: Clock;
  readonly #running = new Set<Run>();
  #drained: Promise<string[]> | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  start(name: string, job: Job): boolean {
    if (this.#drained) return false;
    const stop = new AbortController();
    const run: Run = { name, stop, ended: end(job, stop.signal).then(() => void this.#running.delete(run)) };
    this.#running.add(run);
    return true;
  }

  drain(graceMs: number): Promise<string[]> {
    this.#drained ??= this.#drain(graceMs);
    return this.#drained;
  }

  async #drain(graceMs: number): Promise<string[]> {
    let timer: Timer | undefined;
    const deadline = new Promise<void>((resolve) => {
      timer = this.#clock.setTimeout(resolve, graceMs);
    });
    await Promise.race([deadline, Promise.all([...this.#running].map((run) => run.ended))]);
    this.#clock.clearTimeout(timer);
    const left = [...this.#running];
    for (const { stop } of left) stop.abort(new Error('the process is shutting down'));
    return left.map(({ name }) => name);
  }
}

interface Run {
  readonly name: string;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** Resolves when the job is over. How it ended is for the history to say; a drain only asks whether. */
async function end(job: Job, signal: AbortSignal): Promise<void> {
  try {
    await job(signal);
  } catch {}
}

export function shutDownOnSignal(
  host: Host,
  runner: Pick<Runner, 'drain'>,
  graceMs: number,
  closes: readonly Close[],
): void {
  let asked = false;
  const onSignal = async () => {
    // Whoever presses Ctrl+C twice does not want to hear about a grace period.
    if (asked) return host.exit(1);
    asked = true;
    const left = await runner.drain(graceMs);
    let clean = left.length === 0;
    const closed = await Promise.allSettled(closes.map((close) => close()));
    if (closed.some(({ status }) => status === 'rejected')) clean = false;
    host.exit(clean ? 0 : 1);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) host.on(signal, () => void onSignal());
}
