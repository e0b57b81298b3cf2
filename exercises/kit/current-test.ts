import type { Timeline } from './timeline.ts';

/**
 * What the kit learns about the test that is running, apart from its passing or failing. One worker runs one test at a
 * time, so there is one of these.
 */
export const currentTest: CurrentTest = {
  todo: false,
  ranTooLong: false,
  began: 0,
  deadline: Number.POSITIVE_INFINITY,
};

export interface CurrentTest {
  /** `todo()` was reached, even if the check swallowed what it threw. */
  todo: boolean;
  /** The loop guard stopped the subject, even if the subject swallowed what it threw. */
  ranTooLong: boolean;
  /** By `performance.now()`, as the next. */
  began: number;
  /** When the loop guard steps in. */
  deadline: number;
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
    deadline: performance.now() + budgetMs,
    timeline: undefined,
    smallest: undefined,
    seed: undefined,
    unhandled: undefined,
  });
}
