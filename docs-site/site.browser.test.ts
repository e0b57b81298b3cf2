import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { axeFindings } from './testing/axe.ts';
import { launchBrowser } from './testing/browser.ts';
import { type BuiltSite, serveBuiltSite } from './testing/built-site.ts';

let site: BuiltSite;
let browser: Browser;
let page: Page;
let abroad: string[];
let broken: string[];

beforeAll(async () => {
  [site, browser] = await Promise.all([serveBuiltSite(), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

beforeEach(async () => {
  page = await browser.newPage({ baseURL: site.origin, timezoneId: 'Europe/Berlin' });
  abroad = [];
  broken = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(site.origin) && !url.startsWith('data:')) abroad.push(url);
  });
  page.on('pageerror', ({ message }) => broken.push(message));
  page.on('response', (response) => {
    if (response.status() >= 400) broken.push(`${response.status()} ${response.url()}`);
  });
});

afterEach(async () => {
  await page.close();
  expect(abroad, 'requests to other hosts').toEqual([]);
  expect(broken, 'errors in the page').toEqual([]);
});

test('the front page names the two commands and leads into the course', async () => {
  await page.goto('/');
  expect(await page.locator('main pre').first().textContent()).toBe('npm install\nnpm start');
  await page.locator('main').getByRole('link', { name: 'cron explorer' }).click();
  await page.waitForURL('**/explore/cron**');
});

test('search finds a lab by its name', async () => {
  await page.goto('/');
  const box = page.locator('.VPLocalSearchBox input');
  // The shortcut is heard once the page has come alive, the words once the box has.
  await expect
    .poll(
      async () => {
        if (!(await box.isVisible())) await page.keyboard.press('Control+k');
        return box.isVisible();
      },
      { timeout: 30_000 },
    )
    .toBe(true);
  await box.fill('first tick');
  await page.locator('.VPLocalSearchBox .result.selected[href*="01-first-tick"]').waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/labs/level1/01-first-tick**');
});

test('the index of labs leads to a lab, and the lab to its note', async () => {
  await page.goto('/labs/');
  await page.locator('main').getByRole('link', { name: 'The first tick' }).click();
  await page.waitForURL('**/labs/level1/01-first-tick');
  await page.locator('main').getByRole('link', { name: 'Timers' }).click();
  await page.waitForURL('**/notes/level1-timers');
});

describe('a question of a note', () => {
  test('opens the reason of an option by keyboard and says whether it is right', async () => {
    await page.goto('/notes/level1-timers');
    const options = page.locator('.quiz').first().getByRole('button');
    await options.first().focus();
    await page.keyboard.press('Enter');
    expect(await options.first().getAttribute('aria-expanded')).toBe('true');
    expect(await page.locator('.quiz .reason').first().textContent()).toMatch(/^(Right|Not this one)\. \S/);
    expect(await page.locator('.quiz .reason').nth(1).textContent(), 'the next option’s reason').toBe('');
  });

  test('is a list with all its reasons where there is no JavaScript', async () => {
    const plain = await browser.newPage({ javaScriptEnabled: false });
    await plain.goto(`${site.origin}/notes/level1-timers`);
    expect(await plain.locator('.quiz').first().getByText('Right.').isVisible()).toBe(true);
    await plain.close();
  });
});

describe('the cron explorer', () => {
  const input = () => page.getByLabel('Cron expression');
  const reading = () => page.locator('.reading').textContent();

  test('reads what is typed, and keeps it in the address', async () => {
    await page.goto('/explore/cron');
    await input().fill('*/15 * * * *');
    expect(await reading()).toMatch(/15 minutes/);
    expect(await page.locator('tbody tr').count()).toBe(8);
    expect(page.url()).toContain('cron=*%2F15+*+*+*+*&zone=Europe%2FBerlin');
  });

  test('names the field that is wrong and underlines it', async () => {
    await page.goto('/explore/cron?cron=0+9,25+*+*+*&zone=UTC');
    expect(await reading()).toContain('hour');
    expect(await page.locator('.drawing .wrong').allInnerTexts()).toEqual(['25']);
    expect(await input().getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('tbody tr').count()).toBe(0);
  });

  test('finds a zone by keyboard', async () => {
    await page.goto('/explore/cron?cron=0+9+*+*+*&zone=UTC');
    await page.getByRole('combobox', { name: 'Time zone' }).focus();
    await page.keyboard.type('new york');
    expect(await axeFindings(page), 'with the list open').toEqual([]);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain('zone=America%2FNew_York');
    expect(await page.locator('caption').textContent()).toContain('America/New_York');
  });

  test('points at the field the caret is in, and selects the field whose words are pressed', async () => {
    await page.goto('/explore/cron?cron=0+9+*+*+MON&zone=UTC');
    await input().focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    expect(await page.locator('.fields .lit').textContent()).toContain('MON');
    await page.getByRole('button', { name: /^Hour/ }).press('Enter');
    await page.keyboard.type('17');
    expect(await input().inputValue()).toBe('0 17 * * MON');
  });

  test('marks a run that a clock change moved', async () => {
    await page.goto('/explore/cron?cron=30+2+L+3+SUNL&zone=Europe/Berlin');
    expect(await page.locator('tr.moved').first().textContent()).toContain('03:00:00');
    await page.getByLabel('A time the clocks skip').selectOption('skip');
    expect(await page.locator('tr.moved').count()).toBe(0);
  });

  test('says so when an expression never happens', async () => {
    await page.goto('/explore/cron?cron=0+0+31+2+*&zone=UTC');
    expect(await page.locator('.never').textContent()).toContain('never');
  });
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test.each([
    '/',
    '/notes/level1-timers',
    '/notes/cron-reference',
    '/labs/',
    '/labs/kill-matrix',
    '/explore/cron',
    '/explore/cron?cron=99',
  ])('axe finds nothing wrong with %s', async (address) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto(address);
    expect(await axeFindings(page)).toEqual([]);
  });

  test.each([390, 1440])('nothing hangs over the edge at %d pixels', async (width) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    for (const address of ['/', '/notes/level1-timers', '/labs/', '/explore/cron']) {
      await page.goto(address);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), address).toBeLessThanOrEqual(width);
    }
  });
});
