import { afterEach, beforeAll, beforeEach, describe, expect, inject } from 'vitest';
import { beginTest, currentTest } from './current-test.ts';
import { loopGuard, RanTooLong } from './loop-guard.ts';
import { lazySubject, NOT_LOADED } from './subject.ts';

/**
 * A lab's check, written once and run against whatever the grader names: the exercise, the solution, every wrong
 * solution, or a file from anywhere. Read the subject inside tests only: it is loaded when they start.
 */
export function check<T extends object>(body: (subject: T) => void): void {
  const subjects = inject('subjects')[expect.getState().testPath ?? ''] ?? [];
  const rounds = inject('rounds');
  Object.assign(globalThis, { clockworkLoopGuard: loopGuard });
  for (const path of subjects) {
    describe(path, () => {
      let module: T | Error = new Error('the subject was read before any test ran');
      let stoppedForMs = 0;
      beforeAll(async () => {
        beginTest(LOAD_BUDGET_MS);
        module = await Promise.race([import(/* @vite-ignore */ path).catch(whyNotLoaded), neverLoaded()]);
      });
      beforeEach((context) => {
        if (stoppedForMs > PATIENCE_MS) context.skip();
        beginTest(TEST_BUDGET_MS);
      });
      afterEach(({ task }) => {
        const { todo, timeline, smallest, seed, unhandled } = currentTest;
        const ranTooLong = currentTest.ranTooLong || module instanceof RanTooLong;
        const tookMs = performance.now() - currentTest.began;
        if (ranTooLong || tookMs > STUCK_MS) stoppedForMs += tookMs;
        Object.assign(task.meta, { todo, ranTooLong, timeline: smallest ?? timeline?.toString(), seed });
        if (module instanceof Error && !todo) throw module;
        if (unhandled !== undefined) throw new Error(`a promise rejected and nobody caught it: ${sentence(unhandled)}`);
      });
      const subject = lazySubject(() => module);
      for (let round = 1; round <= rounds; round++) {
        describe(`round ${round}`, () => {
          beforeAll(() => {
            stoppedForMs = 0;
          });
          body(subject);
        });
      }
    });
  }
}

/** One numbered task of the lab's README. */
export function task(number: number, title: string, body: () => void): void {
  describe(`Task ${number}: ${title}`, body);
}

const LOAD_BUDGET_MS = 2_000;
const TEST_BUDGET_MS = 2_000;
/** For a file that waits, which costs nobody anything: the first import of a large package may take seconds. */
const LOAD_TIMEOUT_MS = 6_000;
/** A little less than the grader's timeout for a test: one that took this long was waiting for something. */
const STUCK_MS = 4_900;
/** A learner waits for the verdict: after this long in tests that hang, the rest of them are not tried. */
const PATIENCE_MS = 3_500;

async function neverLoaded(): Promise<Error> {
  await new Promise((resolve) => setTimeout(resolve, LOAD_TIMEOUT_MS).unref());
  return new RanTooLong('stopped: the file never finished loading. Is there an await at its top level?');
}

function whyNotLoaded(thrown: unknown): Error {
  return thrown instanceof RanTooLong ? thrown : new Error(`${NOT_LOADED} ${sentence(thrown)}`);
}

function sentence(thrown: unknown): string {
  return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
}

process.on('unhandledRejection', (reason) => {
  currentTest.unhandled ??= reason ?? 'undefined';
});

declare module 'vitest' {
  interface ProvidedContext {
    /** For each check file, the module paths to grade; a query makes each one fresh. */
    subjects: Record<string, string[]>;
    rounds: number;
    /** Where the kit's randomness starts; the same seed gives the same grade. */
    seed: number;
  }

  interface TaskMeta {
    todo?: boolean;
    ranTooLong?: boolean;
    timeline?: string | undefined;
    seed?: number | undefined;
  }
}
