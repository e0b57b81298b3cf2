import fc from 'fast-check';
import { inject } from 'vitest';
import { currentTest } from './current-test.ts';

/**
 * Holds a rule against many generated worlds and, where it breaks, against ever smaller ones: what the learner reads is
 * the smallest that fails, with its timeline, and the seed that brings it back.
 */
export async function holdsForAll<T>(
  worlds: fc.Arbitrary<T>,
  rule: (world: T) => Promise<void> | void,
  { runs = 100 }: { runs?: number } = {},
): Promise<void> {
  const seed = inject('seed');
  currentTest.seed = seed;
  let failure: unknown;
  const property = fc.asyncProperty(worlds, async (world) => {
    try {
      await rule(world);
    } catch (thrown) {
      failure = thrown;
      currentTest.smallest = currentTest.timeline?.toString();
      throw thrown;
    }
  });
  const outcome = await fc.check(property, { seed, numRuns: runs });
  if (!outcome.failed) return;
  const world = fc.stringify(outcome.counterexample?.[0]);
  const why = failure instanceof Error ? failure.message : String(failure);
  throw new Error(`${why}\nthe smallest world that shows it: ${world}`, { cause: failure });
}
