import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../grader/catalogue.ts';

/** One thing the author gate insists on. `lines` is what to show: all of it when the step failed. */
export interface StepResult {
  readonly passed: number;
  readonly failed: number;
  readonly lines: readonly string[];
}

export interface Step {
  readonly name: string;
  /** A step of many parts says now and then how far it has come. */
  run(signal: AbortSignal, say: (soFar: string) => void): Promise<StepResult>;
}

/** Run by their script and this very Node: the wrappers in `.bin` differ from system to system. */
const BIOME = '@biomejs/biome/bin/biome';
const TSC = 'typescript/bin/tsc';
const VUE_TSC = 'vue-tsc/bin/vue-tsc.js';
const VITEPRESS = 'vitepress/bin/vitepress.js';
const VITEST = 'vitest/vitest.mjs';

export const lint = command('lint', BIOME, ['check', '.', '--error-on-warnings']);
export const types = command('types', TSC, ['-p', '.']);
export const pageTypes = command('types of the site', VUE_TSC, ['-p', 'docs-site']);
export const siteBuild = command('site builds', VITEPRESS, ['build', 'docs-site']);

/** Tests of servers wait more than they work: on two cores four files at a time take half as long as two. */
const AT_ONCE = { unit: 2, server: 4, browser: 2, slow: 3 };

/** A kind of tests: see vitest.config.ts. Servers and browsers that are missing fail here; nothing is skipped. */
export function tests(kind: keyof typeof AT_ONCE): Step {
  const args = ['run', '--project', kind, '--reporter', 'dot', '--maxWorkers', String(AT_ONCE[kind])];
  return command(`${kind} tests`, VITEST, args, readVitest);
}

type Reading = (output: string, code: number) => { passed: number; failed: number };

function command(name: string, program: string, args: readonly string[], read: Reading = readExit): Step {
  return {
    name,
    async run(signal) {
      const script = join(ROOT, 'node_modules', program);
      const { code, output } = await capture([script, ...args], signal);
      const lines = code === 0 ? [] : output.trimEnd().split('\n');
      return { ...read(output, code), lines };
    },
  };
}

function capture(args: readonly string[], signal: AbortSignal) {
  return new Promise<{ code: number; output: string }>((resolve) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, signal, env: { ...process.env, NO_COLOR: '1' } });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', (error) => resolve({ code: 1, output: `${output}\n${error.message}` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

function readExit(_output: string, code: number) {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function readVitest(output: string, code: number) {
  const totals = /^\s*Tests\s+(.*)$/m.exec(output)?.[1] ?? '';
  const count = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(totals)?.[1] ?? 0);
  const failed = count('failed') + count('skipped') + count('todo');
  return { passed: count('passed'), failed: failed === 0 && code !== 0 ? 1 : failed };
}
