import { parseArgs } from 'node:util';

export interface Options {
  /** Run each job once, now, and end. */
  readonly once: boolean;
  /** The share of steps that fail, 0 to 1. */
  readonly failRate: number;
  readonly seed: number;
  readonly folder: string;
}

export const USAGE =
  'npm run level2 [-- --once] [--fail-rate <0 to 1>] [--seed <number>] [--folder <where it keeps its data>]';

export class UsageError extends Error {
  override name = 'UsageError';

  constructor(problem: string) {
    super(`${problem}\n${USAGE}`);
  }
}

export function readOptions(args: readonly string[]): Options {
  const values = parse(args);
  const failRate = Number(values['fail-rate'] ?? 0);
  if (!(failRate >= 0 && failRate <= 1)) {
    throw new UsageError(`--fail-rate ${values['fail-rate']}: expected a number from 0 to 1, as in 0.3`);
  }
  const seed = Number(values.seed ?? Date.now() % 100_000);
  if (!Number.isSafeInteger(seed)) throw new UsageError(`--seed ${values.seed}: expected a whole number`);
  return { once: values.once ?? false, failRate, seed, folder: values.folder ?? '.clockwork/level2' };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: { once: { type: 'boolean' }, 'fail-rate': text, seed: text, folder: text },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
