/**
 * What the capstone needs of the fault lab. A lab stands on the kit alone; this one is run by a tool, in the world of
 * another, and here is the one place where it reaches for that.
 */
// biome-ignore-start lint/style/noRestrictedImports: see above.

export { currentTest } from '../../kit/current-test.ts';
export { FAULT_KINDS } from '../../kit/faults/index.ts';
export { formatVerdict } from '../../kit/history/index.ts';
export type { NodeProgram } from '../../tools/chaos/cluster-node.ts';
export { hasRedis } from '../../tools/chaos/real/has-redis.ts';
export { describeOutcome, describePlan, describeVirtual, EXIT_CODES, toJson } from '../../tools/chaos/report.ts';
export { faultsFor, REFERENCE_PROGRAM, runChaos } from '../../tools/chaos/run-chaos.ts';
export { judge, shrinkSeed, simulateProgram } from '../../tools/chaos/virtual/simulate-program.ts';
export { sweepVirtual } from '../../tools/chaos/virtual/sweep-virtual.ts';
// biome-ignore-end lint/style/noRestrictedImports: see above.
