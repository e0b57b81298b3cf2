import { onTestFinished, vi } from 'vitest';

/**
 * For a library that reads the global clock and takes no other: until the test is over, `Date` and the global timers
 * move only when told to. Whatever can be given a `Clock` should be given a `VirtualClock` instead.
 */
export function fakeTimers(start: string): FakeTimers {
  vi.useRealTimers();
  vi.useFakeTimers({
    now: new Date(start),
    toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
  });
  onTestFinished(() => void vi.useRealTimers());
  let began = Date.now();
  return {
    now: () => Date.now(),
    monotonic: () => Date.now() - began,
    advance: async (ms) => void (await vi.advanceTimersByTimeAsync(ms)),
    jump: (ms) => {
      began += ms;
      vi.setSystemTime(Date.now() + ms);
    },
    pending: () => vi.getTimerCount(),
  };
}

/** Moves and counts as a `VirtualClock` does. */
export interface FakeTimers {
  now(): number;
  monotonic(): number;
  /** Lets `ms` pass; resolves when all that fell due has run. */
  advance(ms: number): Promise<void>;
  /** Sets the wall clock forward or back, and no timer is the wiser. */
  jump(ms: number): void;
  pending(): number;
}
