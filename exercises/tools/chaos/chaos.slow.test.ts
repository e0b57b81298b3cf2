import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

async function chaos(...args: string[]): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'exercises/tools/chaos.ts', ...args]);
  let output = '';
  child.stdout.on('data', (bytes) => (output += bytes));
  child.stderr.on('data', (bytes) => (output += bytes));
  const [code] = await once(child, 'exit');
  return { code, output };
}

describe('npm run chaos', () => {
  it('finds a fenced coordinator valid, and leaves history and timeline', async () => {
    const { code, output } = await chaos('--seconds', '8', '--seed', '4711', '--json');
    const outcome = JSON.parse(output);
    expect(outcome.verdict).toEqual({ verdict: 'valid', violations: [], doubts: [] });
    expect(code).toBe(0);
    expect(existsSync(outcome.timelineFile)).toBe(true);
    const events = readFileSync(outcome.historyFile, 'utf8').trim().split('\n');
    expect(events).toHaveLength(outcome.events);
  });

  it('finds a naive one invalid', async () => {
    const { code, output } = await chaos('--seconds', '5', '--seed', '1', '--strategy', 'naive', '--nodes', '2');
    expect(code).toBe(1);
    expect(output).toContain('no slot is done twice');
  });

  it('runs on the embedded Redis too', async () => {
    const { code, output } = await chaos(
      '--seconds',
      '8',
      '--seed',
      '2',
      '--redis',
      'embedded',
      '--faults',
      'kill,pause',
    );
    expect(output).toContain('valid');
    expect(code).toBe(0);
  });

  it.each([
    [['--seed', 'x'], /--seed is 'x': expected a whole number/],
    [['--faults', 'kill,flood'], /--faults is 'flood': expected some of kill/],
    [['--strategy', 'hope'], /--strategy is 'hope': expected naive, lock/],
    [['--speed', '9'], /Unknown option '--speed'/],
  ])('refuses %j in a sentence', async (args, message) => {
    const { code, output } = await chaos(...args);
    expect(code).toBe(2);
    expect(output).toMatch(message);
    expect(output).not.toMatch(/ {4}at /);
  });
});
