import type { Fault } from '#kit';
import { checkHistory, shrinkFaults, type Verdict } from './fault-lab.ts';
import { RULES } from './rules.ts';
import type { RefundShop } from './shop.ts';
import { faultsFor, tell } from './story.ts';

export async function judge(
  shop: RefundShop,
  seed: number,
  nodes: number,
  faults = faultsFor(seed, nodes),
): Promise<Verdict> {
  return checkHistory({ events: await tell(shop, seed, nodes, faults), complete: true }, RULES);
}

export interface Smallest {
  seed: number;
  faults: readonly Fault[];
  verdict: Verdict;
}

/** The fewest and shortest faults under which this seed still breaks a rule that it broke before. */
export async function shrink(shop: RefundShop, seed: number, nodes: number, broken: Verdict): Promise<Smallest> {
  const rules = new Set(broken.violations.map(({ invariant }) => invariant));
  const breaks = ({ violations }: Verdict) => violations.some(({ invariant }) => rules.has(invariant));
  const stillFails = async (faults: readonly Fault[]) => breaks(await judge(shop, seed, nodes, [...faults]));
  const faults = await shrinkFaults(faultsFor(seed, nodes), stillFails);
  return { seed, faults, verdict: await judge(shop, seed, nodes, faults) };
}
