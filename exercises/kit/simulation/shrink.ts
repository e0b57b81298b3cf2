import type { Fault } from '../faults/index.ts';

/**
 * The fewest and shortest faults that still fail: leaves out one at a time, then halves how long each lasts, until nothing
 * more can go. `stillFails` runs the whole simulation, so the result is not an excerpt but a world of its own.
 */
export async function shrinkFaults(
  faults: readonly Fault[],
  stillFails: (faults: readonly Fault[]) => Promise<boolean>,
): Promise<Fault[]> {
  let smallest = [...faults];
  const tryInstead = async (candidate: Fault[]) => {
    const fails = await stillFails(candidate);
    if (fails) smallest = candidate;
    return fails;
  };
  for (let leftOut = true; leftOut; ) {
    leftOut = false;
    for (let at = smallest.length - 1; at >= 0; at--) {
      if (await tryInstead(smallest.toSpliced(at, 1))) leftOut = true;
    }
  }
  for (let at = 0; at < smallest.length; at++) {
    for (let half = halved(smallest[at] as Fault); half; half = halved(smallest[at] as Fault)) {
      if (!(await tryInstead(smallest.with(at, half)))) break;
    }
  }
  return smallest;
}

const SHORTEST_MS = 50;

function halved(fault: Fault): Fault | undefined {
  const forMs = Math.round(fault.forMs / 2);
  return forMs < SHORTEST_MS ? undefined : { ...fault, forMs };
}
