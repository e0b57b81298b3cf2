import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const cli = fileURLToPath(new URL('./cron.ts', import.meta.url));

interface Result {
  code: number | null;
  stdout: string;
  stderr: string;
}

function cron(args: string[], { input = '', TZ = 'UTC' } = {}): Promise<Result> {
  const child = spawn(process.execPath, ['--import', 'tsx', cli, ...args], {
    env: { ...process.env, TZ, NO_COLOR: '1' },
  });
  child.stdin.end(input);
  const result: Result = { code: null, stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (result.stdout += chunk));
  child.stderr.on('data', (chunk) => (result.stderr += chunk));
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...result, code })));
}

const overTheGap = ['30 2 * * *', '--zone', 'America/New_York', '--from', '2026-03-07T00:00:00Z', '--count', '3'];

describe.concurrent('npm run cron', { timeout: 30_000 }, () => {
  test('next answers the same whatever zone the process runs in', async () => {
    const answers = await Promise.all(['UTC', 'Pacific/Auckland'].map((TZ) => cron(['next', ...overTheGap], { TZ })));
    for (const { stdout, code } of answers) {
      expect(code).toBe(0);
      expect(stdout).toBe(
        `${[
          '2026-03-07T07:30:00.000Z  Sat 2026-03-07 02:30:00 EST',
          '2026-03-08T07:00:00.000Z  Sun 2026-03-08 03:00:00 EDT',
          '2026-03-09T06:30:00.000Z  Mon 2026-03-09 02:30:00 EDT',
        ].join('\n')}\n`,
      );
    }
  });

  test('next --batch answers every line in order, the bad ones too', async () => {
    const lines = [
      '{"expr":"0 0 * * *","from":"2026-01-01T00:00:00Z","count":1}',
      'not json',
      '{"expr":"61 * * * *"}',
      '{"expr":"30 1 * * *","zone":"America/New_York","from":"2026-11-01T00:00:00Z","count":2,"overlap":"both"}',
    ];
    const { code, stdout } = await cron(['next', '--batch'], { input: lines.join('\n') });
    expect(code).toBe(0);
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers).toEqual([
      { runs: ['2026-01-02T00:00:00.000Z'] },
      { error: { code: 'json', field: 'line', message: expect.stringContaining('not JSON') } },
      {
        error: {
          code: 'out-of-range',
          field: 'minute',
          message: '"61" in the minute field: expected a number from 0 to 59',
        },
      },
      { runs: ['2026-11-01T05:30:00.000Z', '2026-11-01T06:30:00.000Z'] },
    ]);
  });

  test('bad input is a sentence on stderr and exit code 2, never a stack', async () => {
    expect((await cron(['next', '* * * * *', '--count', '-3'])).stderr.trim()).toMatch(/ambiguous\. Try --help\.$/);
    const { code, stdout, stderr } = await cron(['next', '* * *']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trim()).toMatch(/^"\* \* \*" as a cron expression: expected five fields .*, got 3$/);
  });
});
