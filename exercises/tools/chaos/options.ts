import { parseArgs } from 'node:util';
import { FAULT_KINDS, type FaultKind } from '../../kit/faults/index.ts';
import { ToolError } from '../grader/tool-error.ts';
import { KNOWN_STRATEGIES } from './reference-node.ts';
import { type ChaosOptions, REFERENCE_PROGRAM } from './run-chaos.ts';

export interface ChaosFlags extends ChaosOptions {
  json: boolean;
  /** No processes: the same program and kinds of fault in virtual time, a thousand schedules in two seconds. */
  virtual: boolean;
  /** How many seeds to try, counting on from `seed`; how many at a time. */
  seeds: number;
  parallel: number;
}

export const USAGE = `npm run chaos -- [--nodes 5] [--seconds 30] [--seed N] [--strategy ${KNOWN_STRATEGIES.join('|')}]
                 [--faults ${FAULT_KINDS.join(',')}] [--redis real|embedded]
                 [--program FILE] [--seeds N] [--parallel N] [--virtual] [--json]`;

/** What the command line leaves open. */
export interface Defaults {
  seed: number;
  redis: 'real' | 'embedded';
}

export function parseFlags(args: string[], resolvePath: (path: string) => string, defaults: Defaults): ChaosFlags {
  const values = readFlags(args);
  const strategy = values.strategy ?? 'fenced';
  const program = values.program === undefined ? REFERENCE_PROGRAM : resolvePath(values.program);
  if (values.program === undefined && !KNOWN_STRATEGIES.includes(strategy)) {
    throw refused('--strategy', strategy, KNOWN_STRATEGIES.join(', '));
  }
  const redis = values.redis ?? defaults.redis;
  if (redis !== 'real' && redis !== 'embedded') throw refused('--redis', redis, 'real or embedded');
  return {
    strategy,
    program,
    redis,
    nodes: whole('--nodes', values.nodes ?? '5', 2, 9),
    seconds: whole('--seconds', values.seconds ?? '30', 5, 600),
    seed: whole('--seed', values.seed ?? String(defaults.seed), 0, 2 ** 31),
    faults: values.faults === undefined ? usualFaults(redis, values.virtual ?? false) : faultKinds(values.faults),
    seeds: whole('--seeds', values.seeds ?? '1', 1, 10_000),
    parallel: whole('--parallel', values.parallel ?? '1', 1, 16),
    json: values.json ?? false,
    virtual: values.virtual ?? false,
  };
}

function readFlags(args: string[]) {
  const text = { type: 'string' } as const;
  const names = ['nodes', 'seconds', 'seed', 'strategy', 'faults', 'redis', 'program', 'seeds', 'parallel'] as const;
  const options = Object.fromEntries(names.map((name) => [name, text])) as Record<(typeof names)[number], typeof text>;
  try {
    return parseArgs({ args, options: { ...options, json: { type: 'boolean' }, virtual: { type: 'boolean' } } }).values;
  } catch (error) {
    throw new ToolError(`${(error as Error).message}\n${USAGE}`);
  }
}

/** The embedded Redis takes seconds to start again on a slow machine: that would test our patience and not the nodes. */
function usualFaults(redis: 'real' | 'embedded', virtual: boolean): FaultKind[] {
  return FAULT_KINDS.filter((kind) => virtual || redis === 'real' || kind !== 'redis-restart');
}

function faultKinds(text: string): FaultKind[] {
  return text.split(',').map((name) => {
    const kind = FAULT_KINDS.find((known) => known === name);
    if (!kind) throw refused('--faults', name, `some of ${FAULT_KINDS.join(', ')}`);
    return kind;
  });
}

function whole(flag: string, text: string, from: number, to: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= from && value <= to) return value;
  throw refused(flag, text, `a whole number from ${from} to ${to}`);
}

const refused = (flag: string, value: string, expected: string) =>
  new ToolError(`${flag} is '${value}': expected ${expected}`);
