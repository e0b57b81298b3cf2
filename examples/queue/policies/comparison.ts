import { stableOffset } from '../schedule/offset.ts';
import type { Arrival, QueueLoad } from '../simulation/queue.ts';
import { simulateQueue } from '../simulation/queue.ts';
import { duration } from '../times.ts';
import type { Measured } from './figures.ts';
import { offPeakStart } from './off-peak.ts';

export interface DayJob extends Arrival {
  readonly name: string;
  /** Heavy jobs may be put off, others not. */
  readonly heavy: boolean;
}

/** When a job of the day would be let in. */
export type Strategy = (job: DayJob) => number;

export interface Verdict {
  readonly better: string;
  readonly because: string;
  readonly loads: Readonly<Record<string, QueueLoad>>;
}

/**
 * Two strategies on the very same day: the mean wait decides, and if that is the same, the peak. One day proves little
 * about another, which is why the day goes in as an argument.
 */
export function compare(
  strategies: Readonly<Record<string, Strategy>>,
  day: readonly DayJob[],
  workers: number,
): Verdict {
  const loads = Object.fromEntries(
    Object.entries(strategies).map(([name, strategy]) => {
      const arrivals = day.map((job) => ({ at: strategy(job), serviceMs: job.serviceMs }));
      return [name, simulateQueue(arrivals, workers)] as const;
    }),
  );
  const [best, next] = Object.entries(loads).sort(
    ([, a], [, b]) => a.meanWaitMs - b.meanWaitMs || a.peakWaiting - b.peakWaiting,
  );
  const [better, { meanWaitMs }] = best as [string, QueueLoad];
  const because = `mean wait ${duration(meanWaitMs)} against ${duration(next?.[1].meanWaitMs ?? meanWaitMs)}`;
  return { better, because, loads };
}

const hour = 3_600_000;

/** Every hour forty light jobs at once, and at nine, twelve and three ten heavy ones on top. */
function ordinaryDay(): DayJob[] {
  const midnight = Date.parse('2026-11-23T00:00:00Z');
  return Array.from({ length: 24 }, (_, index) => {
    const at = midnight + index * hour;
    const light = Array.from({ length: 40 }, (_, id) => ({ name: `light-${id}`, at, serviceMs: 3_000, heavy: false }));
    const heavy = Array.from({ length: 10 }, (_, id) => ({ name: `heavy-${id}`, at, serviceMs: 300_000, heavy: true }));
    return [9, 12, 15].includes(index) ? [...heavy, ...light] : light;
  }).flat();
}

export function measureComparison({ workers = 3 } = {}): Measured {
  const window = { from: '20:00', to: '06:00', timeZone: 'UTC' };
  const strategies: Record<string, Strategy> = {
    jitter: ({ name, at }) => at + stableOffset(name, 600_000, { everyMs: hour }),
    'off-peak': ({ heavy, at }) => (heavy ? offPeakStart(at, window) : at),
  };
  const { better, because, loads } = compare(strategies, ordinaryDay(), workers);
  const [jitter, offPeak] = [loads.jitter as QueueLoad, loads['off-peak'] as QueueLoad];
  return {
    policy: 'comparison',
    scene: `the same day twice on ${workers} workers: jitter (before) or off-peak (after)? ${better} does better: ${because}`,
    figures: [
      { what: 'mean wait', before: duration(jitter.meanWaitMs), after: duration(offPeak.meanWaitMs) },
      { what: 'longest wait', before: duration(jitter.longestWaitMs), after: duration(offPeak.longestWaitMs) },
      { what: 'most jobs waiting', before: jitter.peakWaiting, after: offPeak.peakWaiting },
    ],
  };
}
