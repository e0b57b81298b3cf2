import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { KEYS, launchBrowser, type RunningMonitor, startMonitor, type Visit, visit } from './testing.ts';

let browser: Browser;
let folder: string;
let running: RunningMonitor;
let open: Visit;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clockwork-dashboard-'));
  running = await startMonitor({ file: join(folder, 'monitor.db') });
  await running.monitor.engine.add({
    name: 'quick',
    handler: 'report',
    payload: { hours: 1 },
    trigger: { kind: 'every', ms: 1_000 },
  });
  open = await visit(browser, running.origin);
});
afterEach(async () => {
  await open.page.context().close();
  await running.close();
  await rm(folder, { recursive: true });
});

/** The same address and the same history, as after a restart; with other keys if told so. */
async function restart(keys = KEYS): Promise<void> {
  const port = Number(new URL(running.origin).port);
  running = await startMonitor({ port, file: join(folder, 'monitor.db'), keys });
}

it('says that the connection is lost and since when figures are old, and goes on by itself', async () => {
  const { page } = open;
  await page.getByRole('row').filter({ hasText: 'quick' }).waitFor();
  await running.close();
  await page.getByText('Connection lost.').waitFor();
  await page.getByText(/Figures are from \d\d:\d\d:\d\d/).waitFor();
  await page.getByText('Not connected').waitFor();
  await page.getByRole('row').filter({ hasText: 'quick' }).waitFor();

  await restart();
  await running.monitor.engine.add({
    name: 'newcomer',
    handler: 'slow',
    payload: { seconds: 1 },
    trigger: { kind: 'every', ms: 3_600_000 },
  });
  await page.getByText('Live', { exact: true }).waitFor({ timeout: 30_000 });
  await page.getByText('Connection lost.').waitFor({ state: 'detached' });
  await page.getByRole('row').filter({ hasText: 'newcomer' }).waitFor();
});

it('asks for another token when its own is refused, and keeps the place and the half-filled form', async () => {
  const { page } = open;
  await page.getByRole('link', { name: 'New task' }).click();
  await page.getByLabel('Name').fill('half-done');
  await page.getByLabel('Handler').selectOption('slow');
  await page.getByLabel('Seconds').fill('9');
  await running.close();
  await restart({ admin: 'another-admin-token', viewer: undefined });

  const dialog = page.getByRole('dialog', { name: 'Who are you?' });
  await dialog.getByText('no longer takes the token').waitFor({ timeout: 30_000 });
  await dialog.getByLabel('Token').fill('not-this-one-either');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await dialog.getByText('no longer takes the token').waitFor();
  await dialog.getByLabel('Token').fill('another-admin-token');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('Live', { exact: true }).waitFor();
  await dialog.waitFor({ state: 'detached' });

  expect(await page.getByLabel('Name').inputValue()).toBe('half-done');
  expect(await page.getByLabel('Seconds').inputValue()).toBe('9');
  await page.getByRole('button', { name: 'Create task' }).click();
  await page.getByRole('heading', { name: 'half-done' }).waitFor();
});

it('asks for the token once, and keeps it for the tab', async () => {
  const { page } = open;
  await page.evaluate('sessionStorage.clear()');
  await page.reload();
  await page.getByRole('dialog', { name: 'Who are you?' }).getByLabel('Token').fill(KEYS.admin);
  await page.keyboard.press('Enter');
  await page.getByRole('row').filter({ hasText: 'quick' }).waitFor();
  await page.reload();
  await page.getByRole('row').filter({ hasText: 'quick' }).waitFor();
});

it('keeps asking for the token, however often Escape is pressed', async () => {
  const { page } = open;
  await page.evaluate('sessionStorage.clear()');
  await page.reload();
  const token = page.getByRole('dialog', { name: 'Who are you?' }).getByLabel('Token');
  await token.waitFor();
  for (let time = 0; time < 3; time++) await page.keyboard.press('Escape');
  await token.fill('no such token \u{1f511}');
  await page.keyboard.press('Enter');
  await page.getByText('no longer takes the token').waitFor();
  await token.fill(KEYS.admin);
  await page.keyboard.press('Enter');
  await page.getByRole('row').filter({ hasText: 'quick' }).waitFor();
});

it('in many tabs lets go of its line while nobody looks, since a browser has six of them', async () => {
  const turn = (page: Page, hidden: boolean) =>
    page.evaluate(`Object.defineProperty(document, 'hidden', { value: ${hidden}, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'))`);
  await turn(open.page, true);
  for (let tab = 0; tab < 7; tab++) {
    const page = await open.page.context().newPage();
    await page.goto(`${running.origin}/#token=${KEYS.admin}`);
    await page.getByText('Live', { exact: true }).waitFor();
    await turn(page, true);
  }
  await running.monitor.engine.pause('quick');
  await turn(open.page, false);
  await open.page.getByRole('button', { name: 'Resume quick' }).waitFor();
});

it('says when the monitor is not ready, and when it is again', async () => {
  const { page } = open;
  running.monitor.readiness.set('the database does not answer');
  await page.getByText('The monitor is not ready:').waitFor();
  await page.reload();
  await page.getByText('the database does not answer').waitFor();
  running.monitor.readiness.set(null);
  await page.getByText('The monitor is not ready:').waitFor({ state: 'detached' });
});

it('remembers which theme the reader chose', async () => {
  const { page } = open;
  const background = () => page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
  const before = await background();
  await page.getByRole('button', { name: 'Theme' }).click();
  const after = await background();
  expect(after).not.toBe(before);
  await page.reload();
  expect(await background()).toBe(after);
});
