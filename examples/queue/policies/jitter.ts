import { stableOffset } from '../schedule/offset.ts';
import { simulateQueue } from '../simulation/queue.ts';
import { duration } from '../times.ts';
import type { Measured } from './figures.ts';

/**
 * Everybody chooses the full hour. Each schedule is moved by an offset that follows from its name: the same on every
 * node and after every restart, and never beyond the spread.
 */
export function jittered(name: string, slot: number, spreadMs: number, everyMs: number): number {
  return slot + stableOffset(name, spreadMs, { everyMs });
}

const hour = 3_600_000;

export function measureJitter({ schedules = 200, spreadMs = 300_000, workers = 4, serviceMs = 2_000 } = {}): Measured {
  const names = Array.from({ length: schedules }, (_, index) => `report-${index}`);
  const load = (spread: number) =>
    simulateQueue(
      names.map((name) => ({ at: jittered(name, hour, spread, hour), serviceMs })),
      workers,
    );
  const [before, after] = [load(0), load(spreadMs)];
  return {
    policy: 'jitter',
    scene: `${schedules} hourly reports of ${duration(serviceMs)} on ${workers} workers, spread over ${duration(spreadMs)}`,
    figures: [
      { what: 'most jobs waiting', before: before.peakWaiting, after: after.peakWaiting },
      { what: 'longest wait', before: duration(before.longestWaitMs), after: duration(after.longestWaitMs) },
      { what: 'mean wait', before: duration(before.meanWaitMs), after: duration(after.meanWaitMs) },
    ],
  };
}
