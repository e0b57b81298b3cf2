import { isFinal, type RunRecord } from '../../engine/run.ts';
import { type Entry, jobs } from './plan.ts';

/** Holds what history says against the plan and the notebook. Every line it returns is a broken promise. */
export function violations(history: readonly RunRecord[], notebook: readonly Entry[]): string[] {
  const runs = new Map(history.map((run) => [run.id, run]));
  return [
    ...jobs.flatMap(({ name, trigger }) =>
      unplanned(
        history.filter((run) => run.job === name),
        trigger,
      ),
    ),
    ...history.filter((run) => !isFinal(run.state)).map((run) => `${run.id} is still ${run.state}`),
    ...toldAndLost(notebook, runs),
    ...workedWrongly(notebook, runs),
    ...stormed(history, notebook),
  ];
}

/** Each slot of the plan is in history once: none lost, none twice, none invented. */
function unplanned(history: readonly RunRecord[], trigger: (typeof jobs)[number]['trigger']): string[] {
  const slots = history.map((run) => run.slot).sort((a, b) => a - b);
  return slots.slice(1).flatMap((slot, index) => {
    const expected = trigger.next(slots[index]!);
    return slot === expected ? [] : [`${history[0]!.job}: after slot ${slots[index]} came ${slot}, not ${expected}`];
  });
}

/** An end that somebody was told of is an end that was recorded. */
function toldAndLost(notebook: readonly Entry[], runs: ReadonlyMap<string, RunRecord>): string[] {
  return notebook.flatMap((entry) =>
    entry.kind === 'told' && runs.get(entry.id)?.state !== entry.state
      ? [`${entry.id} was told to be ${entry.state} and is ${runs.get(entry.id)?.state ?? 'not there'}`]
      : [],
  );
}

/** Work is done at most once for each slot, never for one that was not started, and always for one that succeeded. */
function workedWrongly(notebook: readonly Entry[], runs: ReadonlyMap<string, RunRecord>): string[] {
  const worked = new Map<string, number>();
  for (const entry of notebook) if (entry.kind === 'worked') worked.set(entry.id, (worked.get(entry.id) ?? 0) + 1);
  const twice = [...worked].filter(([, times]) => times > 1).map(([id, times]) => `${id} worked ${times} times`);
  const unasked = [...worked.keys()].filter(
    (id) => !['success', 'abandoned', 'cancelled'].includes(runs.get(id)?.state ?? ''),
  );
  const idle = [...runs.values()].filter((run) => run.state === 'success' && !worked.has(run.id));
  return [
    ...twice,
    ...unasked.map((id) => `${id} worked and is ${runs.get(id)?.state ?? 'not there'}`),
    ...idle.map((run) => `${run.id} succeeded without working`),
  ];
}

/** Of all that came due before a life began, it ran one slot of each job at most. */
function stormed(history: readonly RunRecord[], notebook: readonly Entry[]): string[] {
  return notebook.flatMap((entry) => {
    if (entry.kind !== 'born') return [];
    const caughtUp = history.filter(
      (run) => run.instance === entry.instance && run.slot < entry.at && run.state !== 'missed',
    );
    return jobs
      .filter(({ name }) => caughtUp.filter((run) => run.job === name).length > 1)
      .map(({ name }) => `${name}: the life of ${entry.instance} caught up on more than one slot`);
  });
}
