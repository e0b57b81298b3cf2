import { currentTest } from './current-test.ts';

/**
 * The grader puts a call of this into every loop and function of a subject, so that code which would never come back
 * stops with the test it hangs in, and the rest of the grade goes on.
 */
export function loopGuard(): void {
  // Reading the time costs more than the loops it watches: look once in 256 calls.
  if ((++calls & 255) !== 0) return;
  const now = performance.now();
  currentTest.leftMs -= Math.min(now - currentTest.lookedAt, LONGEST_STEP_MS);
  currentTest.lookedAt = now;
  if (currentTest.leftMs > 0) return;
  currentTest.ranTooLong = true;
  throw new RanTooLong();
}

let calls = 0;

/** A machine that has other things to do may let us stand still for seconds: that is no work, and not held against code. */
const LONGEST_STEP_MS = 250;

/** The verdict is unknown: nobody can say what the code would have done. */
export class RanTooLong extends Error {
  override name = 'RanTooLong';

  constructor(why = 'stopped: the code was still running when its time was up. Is there a loop that never ends?') {
    super(why);
  }
}
