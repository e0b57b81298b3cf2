import { type ChaosOptions, type ChaosOutcome, runChaos } from './run-chaos.ts';

/** Runs seeds one after the other, `parallel` at a time, and tells each outcome as it comes. */
export async function sweep(
  options: ChaosOptions,
  { seeds, parallel }: { seeds: number; parallel: number },
  onOutcome: (outcome: ChaosOutcome, done: number) => void,
): Promise<ChaosOutcome[]> {
  const outcomes: ChaosOutcome[] = [];
  let next = options.seed;
  const work = async () => {
    while (next < options.seed + seeds && !options.interrupted?.aborted) {
      const outcome = await runChaos({ ...options, seed: next++ });
      outcomes.push(outcome);
      onOutcome(outcome, outcomes.length);
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  return outcomes.sort((a, b) => a.seed - b.seed);
}
