import { type Random, seededRandom } from '../../../examples/scheduler/random.ts';
import { FAULT_KINDS, type Fault, type FaultKind } from './fault.ts';

export interface FaultOptions {
  nodes: readonly string[];
  durationMs: number;
  /** Pauses outlast it, or they would prove nothing. */
  leaseMs: number;
  maxSkewMs: number;
  kinds?: readonly FaultKind[];
  /** Roughly one fault in so many milliseconds. */
  everyMs?: number;
}

/**
 * The same faults from the same seed. They come in the first six tenths of the time and have healed after seven, so that
 * the rest shows whether the nodes come to themselves: faults, then heal, then final reads.
 */
export function faultSchedule(seed: number, options: FaultOptions): Fault[] {
  const { nodes, durationMs, kinds = FAULT_KINDS, everyMs = durationMs / 12 } = options;
  const random = seededRandom(seed);
  const healedBy = durationMs * 0.7;
  const faults: Fault[] = [];
  if (kinds.length === 0) return faults;
  for (let at = durationMs * 0.05; at < durationMs * 0.6; at += everyMs * (0.5 + random())) {
    const kind = pick(random, kinds);
    const node = kind === 'redis-restart' ? 'redis' : pick(random, nodes);
    const forMs = Math.round(Math.min(lengthOf(kind, random, options), healedBy - at));
    const fault: Fault = { atMs: Math.round(at), node, kind, forMs };
    if (kind === 'skew') fault.byMs = Math.round((random() * 2 - 1) * options.maxSkewMs);
    if (isFree(fault, faults, nodes.length)) faults.push(fault);
  }
  return faults;
}

function lengthOf(kind: FaultKind, random: Random, { leaseMs, durationMs }: FaultOptions): number {
  const lengths: Record<FaultKind, number> = {
    kill: leaseMs * (0.5 + 2 * random()),
    pause: leaseMs * (1.1 + 1.5 * random()),
    skew: durationMs * 0.2 * (0.5 + random()),
    'redis-restart': leaseMs * (0.2 + random()),
    partition: leaseMs * (0.5 + 2 * random()),
  };
  return lengths[kind];
}

/** One fault at a time on a node, and half of the nodes at most standing still: somebody has to be left to get it wrong. */
function isFree(fault: Fault, faults: readonly Fault[], nodes: number): boolean {
  const during = faults.filter(({ atMs, forMs }) => atMs + forMs >= fault.atMs);
  if (during.some(({ node }) => node === fault.node)) return false;
  const still = during.filter(({ kind }) => kind === 'kill' || kind === 'pause' || kind === 'partition');
  return fault.kind === 'skew' || fault.kind === 'redis-restart' || still.length < Math.ceil(nodes / 2);
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}
