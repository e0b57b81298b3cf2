import type { Clock } from '../../../scheduler/index.ts';
import type { Ended, Moment } from '../builder/hooks.ts';
import type { FluentJob } from '../builder/job-builder.ts';
import { deliver } from './deliver.ts';
import { holdJob } from './hold-job.ts';
import type { Locks } from './locks.ts';
import type { Mailer } from './mailer.ts';

type Hold = { release(): Promise<void> };

/** What a run needs from outside. */
export interface Surroundings {
  readonly environment: string;
  readonly clock: Clock;
  readonly locks: Locks;
  readonly mailer: Mailer;
  /** What a run prints while it goes on. */
  readonly onOutput?: (job: string, text: string) => void;
}

export type RunResult =
  | { readonly outcome: 'success'; readonly output: string }
  | { readonly outcome: 'skipped'; readonly why: string };

/** Servers whose clocks differ by less than this agree on who runs a slot. */
const SLOT_CLAIM_MS = 3_600_000;

/** One slot of a job: the conditions, the locks, the hooks around the work, and its output. Rejects when the work failed. */
export async function runJob(
  job: FluentJob,
  slot: number,
  signal: AbortSignal,
  around: Surroundings,
): Promise<RunResult> {
  // #region gates
  const { environment, clock, locks } = around;
  for (const { why, holds } of job.conditions) {
    if (!(await holds({ slot, environment }))) return { outcome: 'skipped', why };
  }
  // Not released when the run ends: a server whose clock is behind would otherwise find the slot free, and run it again.
  if (job.onOneServer && !(await locks.claim(`${job.name}@${new Date(slot).toISOString()}`, SLOT_CLAIM_MS))) {
    return { outcome: 'skipped', why: 'another server has this slot' };
  }
  const hold = job.exclusiveMs === null ? undefined : await holdJob(locks, clock, job.name, job.exclusiveMs);
  if (hold === null) return { outcome: 'skipped', why: 'an earlier run is still going' };
  return work(job, slot, signal, around, hold);
  // #endregion gates
}

async function work(job: FluentJob, slot: number, signal: AbortSignal, around: Surroundings, hold?: Hold) {
  let output = '';
  const write = (text: string) => {
    output += text;
    around.onOutput?.(job.name, text);
  };
  const problems: Error[] = [];
  const attempt = async (step: () => unknown) => {
    try {
      await step();
      return true;
    } catch (thrown) {
      problems.push(thrown instanceof Error ? thrown : new Error(`threw ${String(thrown)}`));
      return false;
    }
  };
  const ended = (): Ended => ({ job: job.name, slot, output, ...(problems[0] && { error: problems[0] }) });
  const hooks = async (moment: Moment) => {
    for (const hook of job.hooks) if (hook.moment === moment) await attempt(() => hook.run(ended()));
  };

  // #region around
  await hooks('before');
  // A `before` that fails says that the ground is not prepared: the work does not begin.
  const worked =
    problems.length === 0 && (await attempt(async () => writeResult(await job.action({ slot, signal, write }))));
  for (const destination of job.destinations) await attempt(() => deliver(ended(), destination, around.mailer));
  await hooks(worked ? 'success' : 'failure');
  await hooks('after');
  await attempt(async () => hold?.release());
  // #endregion around
  if (problems.length > 0) throw problems.length === 1 ? problems[0] : new AggregateError(problems, messages(problems));
  return { outcome: 'success' as const, output };

  /** What a job gives back in words is output too. */
  function writeResult(result: unknown) {
    if (typeof result === 'string') write(`${result}\n`);
  }
}

function messages(problems: readonly Error[]): string {
  return problems.map(({ message }) => message).join('; ');
}
