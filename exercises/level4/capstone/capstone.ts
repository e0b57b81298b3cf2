import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';
import { type Finding, judge } from './judge.ts';
import { CannotRun, runSession } from './session.ts';

const EXERCISE = fileURLToPath(new URL('./exercise.ts', import.meta.url));
const SHOWN = 3;

export interface CapstoneOptions {
  readonly seed: number;
  /** How many lives the monitor has: it is killed at the end of each but the last. */
  readonly nodes: number;
  readonly json: boolean;
}

/** Runs the learner's monitor, kills it again and again, and compares its history to the plan. 0 valid, 1 invalid, 2 unknown. */
export async function run(
  { seed, nodes, json }: CapstoneOptions,
  { program = EXERCISE, print = console.log as (line: string) => void } = {},
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'clockwork-capstone-'));
  const say = json ? () => {} : print;
  try {
    say(`One monitor, ${nodes} lives, seed ${seed}`);
    const findings = judge(await runSession({ seed, lives: nodes, program, folder, say }));
    const verdict = findings.every(({ broken }) => broken.length === 0) ? 'valid' : 'invalid';
    print(json ? JSON.stringify({ verdict, seed, findings }, null, 2) : describe(findings, verdict));
    return verdict === 'valid' ? 0 : 1;
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    print(json ? JSON.stringify({ verdict: 'unknown', why: error.message }) : `Nothing to judge: ${error.message}`);
    return 2;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function describe(findings: readonly Finding[], verdict: 'valid' | 'invalid'): string {
  const lines = findings.flatMap(({ rule, counted, broken }) => [
    `${broken.length === 0 ? styleText('green', '✓') : styleText('red', '✗')} ${rule}  (${counted})`,
    ...broken.slice(0, SHOWN).map((what) => `    ${what}`),
    ...(broken.length > SHOWN ? [`    and ${broken.length - SHOWN} more`] : []),
  ]);
  return ['', ...lines, '', verdict].join('\n');
}
