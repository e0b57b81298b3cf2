import { parseArgs } from 'node:util';
import type { Request } from './request.ts';
import { RequestError } from './request-error.ts';

export interface Options {
  command: string;
  /** The expression and whatever else stood without dashes. */
  operands: string[];
  /** As typed; `expr` is the first operand. */
  request: Partial<Request>;
  json: boolean;
  batch: boolean;
  help: boolean;
  cases: number | undefined;
  seed: number | undefined;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;

export function readOptions(args: string[]): Options {
  const { values, positionals } = parse(args);
  const [command = '', ...operands] = positionals;
  const { zone, from, count, gap, overlap, cases, seed, json, batch, help } = values;
  const request = Object.fromEntries(
    Object.entries({ expr: operands[0], zone, from: numeric(from), count: numeric(count), gap, overlap }).filter(
      ([, value]) => value !== undefined,
    ),
  );
  return { command, operands, request, json, batch, help, cases: whole('cases', cases), seed: whole('seed', seed) };
}

function parse(args: string[]) {
  const options = { zone: text, from: text, count: text, gap: text, overlap: text, cases: text, seed: text };
  const flags = { json: flag, batch: flag, help: { ...flag, short: 'h' } };
  try {
    return parseArgs({ args, allowPositionals: true, options: { ...options, ...flags } });
  } catch (error) {
    const [sentence = ''] = (error as Error).message.split(/\.\s/);
    throw new RequestError('usage', 'options', `${sentence}. Try --help.`);
  }
}

/** Digits as a number; anything else stays text, to be refused as it was typed. */
function numeric(typed: string | undefined): string | number | undefined {
  return typed !== undefined && /^-?\d+$/.test(typed) ? Number(typed) : typed;
}

function whole(name: string, typed: string | undefined): number | undefined {
  const value = numeric(typed);
  if (value === undefined || (typeof value === 'number' && value >= 0)) return value;
  throw new RequestError('usage', name, `${JSON.stringify(typed)} as --${name}: expected a whole number`);
}
