import { seededRandom } from '../../scheduler/random.ts';
import { simulateQueue, startTimes } from '../simulation/queue.ts';
import { duration } from '../times.ts';
import type { Measured } from './figures.ts';
import { localTime, minuteOf } from './local-time.ts';

/** A time of day at which heavy work disturbs nobody. It may reach over midnight. */
export interface OffPeakWindow {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

const minute = 60_000;

export function isOffPeak(instant: number, { from, to, timeZone }: OffPeakWindow): boolean {
  const { minuteOfDay } = localTime(instant, timeZone);
  const [start, end] = [minuteOf(from), minuteOf(to)];
  return start <= end ? minuteOfDay >= start && minuteOfDay < end : minuteOfDay >= start || minuteOfDay < end;
}

/** At once inside the window, otherwise when it next opens. Looked for minute by minute: clock changes need no rule. */
export function offPeakStart(instant: number, window: OffPeakWindow): number {
  if (isOffPeak(instant, window)) return instant;
  let at = Math.floor(instant / minute) * minute;
  while (!isOffPeak(at, window)) at += minute;
  return at;
}

const window: OffPeakWindow = { from: '20:00', to: '06:00', timeZone: 'UTC' };

/** A day on which people ask for something small all the time, and for an export now and then. */
export function measureOffPeak({ seed = 11, workers = 2 } = {}): Measured {
  const random = seededRandom(seed);
  const day = Date.parse('2026-11-23T00:00:00Z');
  const officeHours = () => day + (8 + 10 * random()) * 60 * minute;
  const small = Array.from({ length: 4_000 }, () => ({ at: officeHours(), serviceMs: 2_000, small: true }));
  const exports = Array.from({ length: 24 }, () => ({ at: officeHours(), serviceMs: 10 * minute, small: false }));

  const waits = (moved: (at: number) => number) => {
    const jobs = [...small, ...exports.map((job) => ({ ...job, at: moved(job.at) }))].sort((a, b) => a.at - b.at);
    const starts = startTimes(jobs, workers);
    const own = jobs
      .map((job, index) => ({ ...job, wait: (starts[index] as number) - job.at }))
      .filter((job) => job.small);
    const patient = own.filter(({ wait }) => wait > 5_000).length;
    return {
      late: `${((patient / own.length) * 100).toFixed(1)} %`,
      longest: duration(Math.max(...own.map(({ wait }) => wait))),
      peak: simulateQueue(jobs, workers).peakWaiting,
    };
  };
  const [before, after] = [waits((at) => at), waits((at) => offPeakStart(at, window))];
  return {
    policy: 'off-peak window',
    scene: `4000 small requests and 24 exports of 10 min in office hours on ${workers} workers; exports wait for 20:00`,
    figures: [
      { what: 'requests that wait over 5 s', before: before.late, after: after.late },
      { what: 'longest wait of a request', before: before.longest, after: after.longest },
      { what: 'most jobs waiting', before: before.peak, after: after.peak },
    ],
  };
}
