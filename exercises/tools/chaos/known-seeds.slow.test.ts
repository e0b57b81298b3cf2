import { expect, it } from 'vitest';
import type { FaultKind } from '../../kit/faults/index.ts';
import seeds from './known-seeds.json' with { type: 'json' };
import { REFERENCE_PROGRAM, runChaos } from './run-chaos.ts';

it.each(seeds)('$strategy breaks under seed $seed: $because', async ({ strategy, seed, faults, breaks }) => {
  const { verdict } = await runChaos({
    strategy,
    seed,
    faults: faults as FaultKind[],
    nodes: 5,
    seconds: 10,
    redis: 'real',
    program: REFERENCE_PROGRAM,
  });
  expect(verdict.verdict).toBe('invalid');
  expect(verdict.violations.map(({ invariant }) => invariant)).toContain(breaks);
});
