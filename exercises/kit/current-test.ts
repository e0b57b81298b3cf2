import type { Timeline } from './timeline.ts';

/**
 * What the kit learns about the test that is running, apart from its passing or failing. One worker runs one test at a
 * time, so there is one of these.
 */
export const currentTest: CurrentTest = {
  todo: false,
  ranTooLong: false,
  began: 0,
  leftMs: Number.POSITIVE_INFINITY,
  lookedAt: 0,
};

export interface CurrentTest {
  /** `todo()` was reached, even if the check swallowed what it threw. */
  todo: boolean;
  /** The loop guard stopped the subject, even if the subject swallowed what it threw. */
  ranTooLong: boolean;
  /** By `performance.now()`. */
  began: number;
  /** What is left of the time the subject may work; then the loop guard steps in. */
  leftMs: number;
  /** When the loop guard last looked at the time, by `performance.now()`. */
  lookedAt: number;
  /** The story of the latest attempt; shown when the test fails. */
  timeline?: Timeline | undefined;
  /** The story of the smallest attempt that failed, when there were several. */
  smallest?: string | undefined;
  seed?: number | undefined;
  /** A promise the subject let go of, and that then rejected. */
  unhandled?: unknown;
}

export function beginTest(budgetMs: number): void {
  Object.assign(currentTest, {
    todo: false,
    ranTooLong: false,
    began: performance.now(),
    leftMs: budgetMs,
    lookedAt: performance.now(),
    timeline: undefined,
    smallest: undefined,
    seed: undefined,
    unhandled: undefined,
  });
}
