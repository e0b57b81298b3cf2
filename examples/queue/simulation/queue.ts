/** A job that comes to a queue: when, and how long it will keep a worker busy. */
export interface Arrival {
  readonly at: number;
  readonly serviceMs: number;
}

export interface QueueLoad {
  /** How many wait, from each moment at which that changed. */
  readonly timeline: readonly { readonly at: number; readonly waiting: number }[];
  /** The most jobs that waited at one moment, and when that was. */
  readonly peakWaiting: number;
  readonly peakAt: number | undefined;
  readonly longestWaitMs: number;
  readonly meanWaitMs: number;
}

/** When each arrival begins: first come first served, by the worker that is free first. Arrivals must be in order. */
export function startTimes(arrivals: readonly Arrival[], workers: number): number[] {
  const freeAt = Array.from({ length: workers }, () => Number.NEGATIVE_INFINITY);
  return arrivals.map(({ at, serviceMs }) => {
    const soonest = freeAt.indexOf(Math.min(...freeAt));
    const start = Math.max(at, freeAt[soonest] as number);
    freeAt[soonest] = start + serviceMs;
    return start;
  });
}

/** A day of a queue in no time at all: nothing waits, instants are only numbers. */
export function simulateQueue(unordered: readonly Arrival[], workers: number): QueueLoad {
  const arrivals = [...unordered].sort((a, b) => a.at - b.at);
  const starts = startTimes(arrivals, workers);
  const waits = arrivals.map(({ at }, index) => (starts[index] as number) - at);

  // Who is served at once never stands in the queue. At one instant, who leaves it does so before others join.
  const steps = arrivals.flatMap(({ at }, index) => {
    const start = starts[index] as number;
    return start > at
      ? [
          { time: at, by: 1 },
          { time: start, by: -1 },
        ]
      : [];
  });
  steps.sort((a, b) => a.time - b.time || a.by - b.by);
  let waiting = 0;
  const timeline = steps.map(({ time, by }) => {
    waiting += by;
    return { at: time, waiting };
  });
  const peakWaiting = timeline.reduce((most, step) => Math.max(most, step.waiting), 0);
  const peakAt = peakWaiting === 0 ? undefined : timeline.find((step) => step.waiting === peakWaiting)?.at;
  const total = waits.reduce((sum, wait) => sum + wait, 0);
  return {
    timeline,
    peakWaiting,
    peakAt,
    longestWaitMs: waits.reduce((longest, wait) => Math.max(longest, wait), 0),
    meanWaitMs: waits.length === 0 ? 0 : total / waits.length,
  };
}
