import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../testing/browser.ts';
import type { LiveProgress } from './live-progress.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The site as `npm start` runs it: what the grader saves comes to it as messages. */
let course: ChildProcess;
let address: string;
let browser: Browser;

beforeAll(async () => {
  course = fork('exercises/tools/site-host.ts', {
    cwd: root,
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  browser = await launchBrowser();
  address = await new Promise<string>((resolve, reject) => {
    course.once('message', (message: { address: string }) => resolve(message.address));
    course.once('exit', () => reject(new Error('the site did not start')));
  });
});

afterAll(async () => {
  await browser?.close();
  const ended = new Promise((resolve) => course.once('exit', resolve));
  if (course.connected) course.disconnect();
  await ended;
});

const share = (live: LiveProgress) => course.send(live);

test('a lab that passes in the terminal passes in the index that is open', async () => {
  const page = await browser.newPage();
  const passed = page.locator('.total');

  share({ progress: { labs: { drift: { state: 'in progress' } } } });
  await page.goto(`${address}labs/`);
  await passed.waitFor();
  expect(await passed.textContent()).toMatch(/Passed: 0 of /);
  expect(await page.locator('li', { hasText: 'Drift' }).locator('.standing').textContent()).toBe('in progress');

  share({ progress: { labs: { drift: { state: 'passed' } } } });
  await expect.poll(() => passed.textContent()).toMatch(/Passed: 1 of /);
});

test('the page of the lab in hand shows its verdict, and no other lab does', async () => {
  const page = await browser.newPage();
  const failed = { name: 'it keeps the rate', state: 'failed', message: 'the run of 300 was late' } as const;
  const task = { title: 'Task 1: Keep the rate', state: 'failed', tests: [failed] } as const;
  share({ progress: { labs: {} }, verdict: { lab: 'drift', state: 'failed', tasks: [task] } });

  await page.goto(`${address}labs/level1/03-drift`);
  await page.locator('.verdict').waitFor();
  expect(await page.locator('.verdict').textContent()).toMatch(
    /Task 1: Keep the rate.*failed.*the run of 300 was late/s,
  );
  await page.goto(`${address}labs/level1/01-first-tick`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await page.locator('.verdict').count()).toBe(0);
});
