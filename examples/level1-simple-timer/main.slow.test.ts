import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';

test('it greets, reminds once, and on Ctrl+C says how often it greeted and ends well', async () => {
  const program = spawn(process.execPath, ['--import', 'tsx', 'examples/level1-simple-timer/main.ts']);
  onTestFinished(() => void program.kill('SIGKILL'));
  const ended = once(program, 'exit');
  const lines: string[] = [];
  for await (const line of createInterface(program.stdout)) {
    lines.push(line.replace(/^\d\d:\d\d:\d\d {2}/, ''));
    if (line.includes('One-time task')) program.kill('SIGINT');
  }
  expect(lines).toEqual([
    'A greeting every 3 s, one reminder after 5 s. Stop with Ctrl+C.',
    'Hello, Scheduler! (1)',
    'One-time task: this happens once, 5 s after the start.',
    '',
    'Stopped. The greeting ran 1 time.',
  ]);
  expect(await ended).toEqual([0, null]);
});
