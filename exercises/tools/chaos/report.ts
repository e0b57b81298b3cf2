import { paint, table } from '../../../examples/shared/console.ts';
import { FAULT_WORDS, type Fault } from '../../kit/faults/index.ts';
import { formatVerdict, type Verdict } from '../../kit/history/index.ts';
import type { ChaosOptions, ChaosOutcome } from './run-chaos.ts';
import { DURATION_MS, NODES } from './virtual/simulate-program.ts';
import type { VirtualOutcome } from './virtual/sweep-virtual.ts';

const COLOURS = { valid: 'green', invalid: 'red', unknown: 'yellow' } as const;

/** Exit codes a script can go by. */
export const EXIT_CODES: Record<Verdict['verdict'], number> = { valid: 0, invalid: 1, unknown: 2 };

export function describePlan({ nodes, seconds, strategy, seed }: ChaosOptions, faults: readonly Fault[]): string {
  const healed = Math.round(seconds * 0.7);
  return [
    `Chaos: ${nodes} nodes, strategy ${strategy}, seed ${seed}, ${seconds} s; all is healed after ${healed} s. Ctrl+C stops.`,
    ...faults.map((fault) => `  ${describeFault(fault)}`),
  ].join('\n');
}

export function describeFault({ atMs, node, kind, forMs, byMs }: Fault): string {
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const by = byMs === undefined ? '' : ` by ${byMs} ms`;
  return `${seconds(atMs).padStart(6)}  ${node} ${FAULT_WORDS[kind][0]}${by}, for ${seconds(forMs)}`;
}

export function describeOutcome(outcome: ChaosOutcome): string {
  const [verdict = '', ...details] = formatVerdict(outcome.verdict).split('\n');
  const writes = outcome.history.events.filter(({ type }) => type === 'writes').length;
  return [
    `${paint(COLOURS[outcome.verdict.verdict], verdict)}: ${writes} reports written, seed ${outcome.seed}`,
    ...details,
    `history   ${outcome.historyFile}`,
    `timeline  ${outcome.timelineFile}`,
  ].join('\n');
}

export function describeSweep(outcomes: readonly ChaosOutcome[]): string {
  const count = (verdict: Verdict['verdict']) => outcomes.filter((outcome) => outcome.verdict.verdict === verdict);
  const rows = [{ valid: count('valid').length, invalid: count('invalid').length, unknown: count('unknown').length }];
  const failed = outcomes.filter(({ verdict }) => verdict.verdict !== 'valid').map(({ seed }) => seed);
  return [table(rows), ...(failed.length > 0 ? [`not valid: ${failed.join(', ')}`] : [])].join('\n');
}

export function describeVirtual({ counts, smallest, tookMs }: VirtualOutcome): string {
  const schedules = counts.valid + counts.invalid + counts.unknown;
  const what = `${schedules} schedules of ${NODES.length} nodes and ${DURATION_MS / 1000} virtual seconds`;
  const lines = [`${what}, in ${(tookMs / 1000).toFixed(1)} s.`, table([counts])];
  if (!smallest) return lines.join('\n');
  const { seed, faults, verdict } = smallest;
  const needed = faults.length === 0 ? ['  no fault at all'] : faults.map((fault) => `  ${describeFault(fault)}`);
  const story = formatVerdict(verdict, 1).split('\n').slice(1);
  return [...lines, `Seed ${seed} breaks it, and this is all it takes:`, ...needed, ...story].join('\n');
}

/** For scripts: everything but the events, which are in the file. */
export function toJson({ history, ...outcome }: ChaosOutcome): unknown {
  return { ...outcome, events: history.events.length, complete: history.complete };
}

/** The worst of all. */
export function overallVerdict(outcomes: readonly ChaosOutcome[]): Verdict['verdict'] {
  const verdicts = outcomes.map(({ verdict }) => verdict.verdict);
  if (verdicts.includes('invalid')) return 'invalid';
  return verdicts.length === 0 || verdicts.includes('unknown') ? 'unknown' : 'valid';
}
