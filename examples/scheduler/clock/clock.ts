/**
 * Time as a thing you are handed. Everything in Clockwork that waits or reads the time takes a `Clock`, so that
 * thirty days can pass in a test in milliseconds, and so that a clock can be set wrong on purpose.
 */
export interface Clock {
  /** Wall time, milliseconds since 1970 UTC. It may jump, either way: people and NTP set it. */
  now(): number;
  /** Milliseconds since some moment of its own. It never goes backward: measure durations with it. */
  monotonic(): number;
  /** As the global `setTimeout`, limit included: a delay beyond 2³¹−1 ms fires after 1 ms. */
  setTimeout(callback: () => void, delayMs: number): Timer;
  clearTimeout(timer: Timer | undefined): void;
}

/** What `setTimeout` gives back. An unref'd timer does not keep its process alive. */
export interface Timer {
  ref(): unknown;
  unref(): unknown;
}

/** The longest wait one timer can hold: a little under 24.9 days. */
export const LONGEST_DELAY_MS = 2 ** 31 - 1;
