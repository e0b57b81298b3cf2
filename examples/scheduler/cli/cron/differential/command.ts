import type { Options } from '../options.ts';
import { runDifferential } from './differential.ts';

const DEFAULT_CASES = 10_000;
const MILESTONES = 20;

/** Exit code 1 if a disagreement was found. The seed printed first replays the run. */
export function differential({
  cases = DEFAULT_CASES,
  seed = Date.now() % 2 ** 31,
}: Pick<Options, 'cases' | 'seed'>): number {
  console.log(`${cases} random questions, seed ${seed}`);
  const stride = Math.ceil(cases / MILESTONES);
  const onProgress = (done: number) => {
    if (cases > DEFAULT_CASES && done % stride === 0) console.log(`${done} asked`);
  };
  const { tallies, disagreement } = runDifferential({ cases, seed, onProgress });
  for (const { peer, compared, leftOut } of tallies) {
    console.log(`\n${peer}: ${compared} answers equal. Left out, by rule:`);
    for (const { rule, cases } of leftOut) console.log(`  ${String(cases).padStart(7)}  ${rule}`);
  }
  if (disagreement) console.log(`\nA disagreement, made as small as possible:\n${disagreement}`);
  return disagreement ? 1 : 0;
}
