import { every, type Handler, type JobDefinition, type RunContext } from '../../../scheduler/index.ts';
import { type Entry as EngineEntry, jobs } from '../../../scheduler/sql/crash/plan.ts';

/** What somebody may do to a task over the API: it is what a restart must not undo. */
export interface Setting {
  readonly paused: boolean;
  readonly ms: number;
}

/** A line of the notebook: the engine's own, and what was asked of `moved`, agreed to, and found in the next life. */
export type Entry = EngineEntry | { readonly kind: 'asked' | 'agreed' | 'found'; readonly setting: Setting };

/** The task whose settings change in every life. */
export const MOVED = 'moved';
/** The task that never succeeds: one alert, however often the monitor dies. */
export const BROKEN = 'broken';

/** The engine's crash plan as tasks of the monitor, with two of the monitor's own. */
export const tasks: readonly JobDefinition[] = [
  ...jobs.map(({ name, trigger, options }) => ({ name, handler: handlerNameOf(name), trigger, options })),
  {
    name: MOVED,
    handler: handlerNameOf(MOVED),
    trigger: every(100),
    options: { graceMs: 3_600_000, coalesce: 'latest' },
  },
  {
    name: BROKEN,
    handler: handlerNameOf(BROKEN),
    trigger: every(150),
    options: { graceMs: 3_600_000, coalesce: 'latest' },
  },
];

/** The monitor has handlers of its own, and one called `slow` among them. */
export function handlerNameOf(task: string): string {
  return `crash-${task}`;
}

/** The work of each task; `worked` hears of work that was done. */
export function handlerOf(
  name: string,
  worked: (run: RunContext) => void,
  wait: (ms: number) => Promise<unknown>,
): Handler {
  const { takesMs = 0, failsFirst = false } = jobs.find((job) => job.name === name) ?? {};
  return async (run) => {
    if (name === BROKEN) throw new Error('it never works');
    if (failsFirst && run.attempt === 1) throw new Error('the first attempt fails');
    worked(run);
    if (takesMs > 0) await wait(takesMs);
  };
}
