import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings, KEYS, launchBrowser, type RunningMonitor, startMonitor, type Visit, visit } from './testing.ts';

let browser: Browser;
let running: RunningMonitor;
let open: Visit;

beforeAll(async () => {
  [browser, running] = await Promise.all([launchBrowser(), startMonitor()]);
  const { engine } = running.monitor;
  const everySecond = { kind: 'every', ms: 1_000 } as const;
  await engine.add({ name: 'quick', handler: 'report', payload: { hours: 1 }, trigger: everySecond });
  await engine.add({ name: 'broken', handler: 'flaky', payload: { failRate: 1 }, trigger: everySecond });
  await engine.add({
    name: 'yearly',
    handler: 'slow',
    payload: { seconds: 60 },
    trigger: { kind: 'cron', expression: '0 0 1 1 *' },
  });
});
afterAll(async () => {
  await browser.close();
  await running.close();
});
afterEach(async () => {
  await open.page.context().close();
});

const row = (page: Page, task: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name: task, exact: true }) });
const said = (page: Page, words: string | RegExp) =>
  page.getByRole('status').filter({ hasText: words }).first().waitFor();

describe('a task on the dashboard', () => {
  it('is created from a handler, checked before it is sent, and seen running live', async () => {
    open = await visit(browser, running.origin);
    const { page, troubles } = open;
    await page.getByRole('link', { name: 'New task' }).click();
    await page.getByLabel('Handler').selectOption('cache-warm-up');
    await page.getByLabel('Name').fill('Not A Name');
    await page.getByLabel('Entries').fill('0');
    await page.getByLabel('Every', { exact: true }).fill('1s');
    await page.getByRole('button', { name: 'Create task' }).click();
    await page.getByRole('alert').getByText('At least 1.').waitFor();
    await page.getByRole('alert').getByRole('button', { name: 'payload.entries' }).click();
    expect(await page.evaluate('document.activeElement.id')).toBe('payload.entries');

    await page.getByLabel('Name').fill('warm-up');
    await page.getByLabel('Entries').fill('2');
    await page.getByRole('button', { name: 'Create task' }).click();
    await page.getByRole('heading', { name: 'warm-up' }).waitFor();
    // Two runs appear by themselves.
    await page.getByRole('row').filter({ hasText: 'success' }).nth(1).waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('warm-up');
    expect(troubles).toEqual([]);
  });

  it('that is taken already is refused with the reason, and the form keeps what was typed', async () => {
    open = await visit(browser, running.origin);
    const { page } = open;
    await page.getByRole('link', { name: 'New task' }).click();
    await page.getByLabel('Handler').selectOption('slow');
    await page.getByLabel('Name').fill('quick');
    await page.getByLabel('Seconds').fill('7');
    await page.getByRole('button', { name: 'Create task' }).click();
    await page.getByRole('alert').getByText('quick').waitFor();
    expect(await page.getByLabel('Seconds').inputValue()).toBe('7');
  });

  it('is paused and resumed, and counts down to its next run in between', async () => {
    open = await visit(browser, running.origin);
    const { page, troubles } = open;
    await row(page, 'quick')
      .getByText(/in \d+ s|due/)
      .waitFor();
    await page.getByRole('button', { name: 'Pause quick' }).click();
    await row(page, 'quick').getByText('paused').first().waitFor();
    expect((await running.monitor.engine.job('quick'))?.paused).toBe(true);
    await page.getByRole('button', { name: 'Resume quick' }).click();
    await page.getByRole('button', { name: 'Pause quick' }).waitFor();
    expect((await running.monitor.engine.job('quick'))?.paused).toBe(false);
    expect(troubles).toEqual([]);
  });

  it('is rescheduled in a dialog that shows the next runs while they are typed, and gives the focus back', async () => {
    open = await visit(browser, running.origin, { timezoneId: 'Europe/Berlin' });
    const { page, troubles } = open;
    await page.getByRole('button', { name: 'Reschedule yearly' }).click();
    const dialog = page.getByRole('dialog', { name: 'Reschedule yearly' });
    await dialog.getByLabel('Expression').fill('30 9 * *');
    await dialog
      .getByText(/expected/)
      .first()
      .waitFor();
    await dialog.getByLabel('Expression').fill('30 9 1 6 *');
    await dialog.getByLabel('Time zone').fill('America/New_York');
    // Half past nine in New York in June is half past three in the afternoon where this reader sits.
    await dialog
      .getByText(/01 Jun \d+, 15:30:00/)
      .first()
      .waitFor();
    await dialog.getByRole('button', { name: 'Save schedule' }).click();
    await said(page, 'yearly has a new schedule');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.ariaLabel')).toBe('Reschedule yearly');
    expect((await running.monitor.engine.job('yearly'))?.trigger).toMatchObject({
      expression: '30 9 1 6 *',
      timeZone: 'America/New_York',
    });
    expect(troubles).toEqual([]);
  });

  it('makes up for a time gone by in a dialog that counts its slots, each once', async () => {
    await running.monitor.engine.add({
      name: 'hourly',
      handler: 'report',
      payload: { hours: 1 },
      trigger: { kind: 'every', ms: 3_600_000 },
    });
    open = await visit(browser, running.origin, { timezoneId: 'Europe/Berlin' });
    const { page, go, troubles } = open;
    await go('#/tasks/hourly');
    const backfill = page.getByRole('button', { name: 'Backfill hourly' });
    await backfill.click();
    const dialog = page.getByRole('dialog', { name: 'Backfill hourly' });
    await dialog.getByText('1 slot lies in this time.').waitFor();
    await dialog.getByLabel('From').fill('2026-01-05T06:00');
    await dialog.getByLabel('To', { exact: true }).fill('2026-01-05T05:00');
    await dialog.getByRole('button', { name: 'Run these slots' }).click();
    await dialog.getByText('Later than the beginning.').waitFor();
    await dialog.getByLabel('To', { exact: true }).fill('2026-01-05T09:00');
    await dialog.getByText('3 slots lie in this time.').waitFor();
    await dialog.getByRole('button', { name: 'Run these slots' }).click();
    await said(page, 'hourly makes up for 3 slots');
    await expect.poll(() => page.getByRole('row').filter({ hasText: 'manual' }).count()).toBe(3);
    // Six in Berlin is five in UTC, in January.
    expect(
      (await running.monitor.engine.history({ job: 'hourly' })).map(({ slot }) => new Date(slot).getUTCHours()),
    ).toEqual([7, 6, 5]);
    await backfill.click();
    await dialog.getByLabel('From').fill('2026-01-05T06:00');
    await dialog.getByLabel('To', { exact: true }).fill('2026-01-05T09:00');
    await dialog.getByRole('button', { name: 'Run these slots' }).click();
    await said(page, 'nothing to make up for');
    expect(troubles).toEqual([]);
  });

  it('is run now, told to stop, and leaves a log to read', async () => {
    open = await visit(browser, running.origin);
    const { page, troubles } = open;
    await page.getByRole('button', { name: 'Run now yearly' }).click();
    await said(page, 'yearly is running');
    await row(page, 'yearly').getByText('1 running').waitFor();
    await row(page, 'yearly').getByRole('list').getByRole('link').last().click();
    await page.getByRole('heading', { name: 'Execution' }).waitFor();
    await page.getByText('5 of 60 s').waitFor();
    await page.getByRole('button', { name: 'Cancel this execution' }).click();
    await page.getByText('cancelled', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Cancel this execution' }).waitFor({ state: 'detached' });
    await page.getByText('5 of 60 s').waitFor();
    expect(troubles).toEqual([]);
  });

  it('is deleted after a question that Escape answers with no', async () => {
    await running.monitor.engine.add({
      name: 'spare',
      handler: 'slow',
      payload: { seconds: 1 },
      trigger: { kind: 'every', ms: 3_600_000 },
    });
    open = await visit(browser, running.origin);
    const { page, go, troubles } = open;
    await go('#/tasks/spare');
    const remove = page.getByRole('button', { name: 'Delete spare' });
    await remove.click();
    await page.getByRole('dialog', { name: 'Delete spare?' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await running.monitor.engine.job('spare')).toBeDefined();
    await remove.click();
    await page.getByRole('button', { name: 'Delete task' }).click();
    await page.getByRole('heading', { name: 'Tasks' }).waitFor();
    await row(page, 'spare').waitFor({ state: 'detached' });
    expect(await running.monitor.engine.job('spare')).toBeUndefined();
    expect(troubles).toEqual([]);
  });

  it('is found by name and by health', async () => {
    open = await visit(browser, running.origin);
    const { page } = open;
    await page.getByRole('button', { name: /failing 1/ }).click();
    await row(page, 'broken').waitFor();
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
    await page.getByLabel('Find tasks').fill('nothing like it');
    await page.getByText('No task matches').waitFor();
    await page.getByRole('button', { name: 'Show all tasks' }).click();
    await row(page, 'quick').waitFor();
  });

  it('has a strip of runs that is one stop for Tab and is walked with the arrow keys', async () => {
    open = await visit(browser, running.origin);
    const { page } = open;
    const bars = row(page, 'broken').getByRole('list').getByRole('link');
    await expect.poll(() => bars.count()).toBeGreaterThan(3);
    await page.getByRole('button', { name: 'Pause broken' }).click();
    await row(page, 'broken').getByText('paused').first().waitFor();
    await bars.last().focus();
    const last = await page.evaluate('document.activeElement.href');
    await page.keyboard.press('ArrowLeft');
    expect(await page.evaluate('document.activeElement.href')).not.toBe(last);
    expect(await page.evaluate('document.activeElement.ariaLabel')).toMatch(/^failed, .+ms$/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Execution' }).waitFor();
    await page.getByText('the upstream answered 503').first().waitFor();
    await running.monitor.engine.resume('broken');
  });
});

it('an alert is acknowledged where it is read', async () => {
  await running.monitor.desk.look();
  open = await visit(browser, running.origin);
  const { page, go, troubles } = open;
  await go('#/alerts');
  await page.getByRole('button', { name: 'Acknowledge consecutive-failures of broken' }).click();
  await page.getByText('admin is on it').waitFor();
  expect(troubles).toEqual([]);
});

it('a viewer sees everything and is told why an action is not theirs', async () => {
  open = await visit(browser, running.origin, { token: KEYS.viewer! });
  const { page } = open;
  const pause = page.getByRole('button', { name: /^Pause quick: This takes the admin token/ });
  await pause.click({ force: true });
  expect(await pause.getAttribute('aria-disabled')).toBe('true');
  expect((await running.monitor.engine.job('quick'))?.paused).toBe(false);
});

it('the token leaves the address bar and never a trace in a request', async () => {
  const asked: string[] = [];
  open = await visit(browser, running.origin);
  open.page.on('request', (request) => asked.push(request.url()));
  expect(open.page.url()).not.toContain(KEYS.admin);
  await open.page.reload();
  await row(open.page, 'quick').waitFor();
  expect(asked.filter((url) => url.includes('#token') || url.includes(KEYS.admin))).toEqual([]);
});

const views = [
  '#/tasks',
  '#/tasks/quick',
  '#/tasks/quick/edit',
  '#/new',
  '#/timeline',
  '#/charts',
  '#/alerts',
  '#/nodes',
  '#/audit',
  '#/tasks/unheard-of',
  '#/nowhere',
];

describe.each(['light', 'dark'] as const)('in the %s', (colorScheme) => {
  it.each([1440, 390])(
    'at a width of %i, axe finds nothing on any view and nothing is wider than the screen',
    async (width) => {
      open = await visit(browser, running.origin, { colorScheme, viewport: { width, height: 900 } });
      const { page, go } = open;
      const { id } = (await running.monitor.engine.history({ job: 'broken', states: ['failed'], limit: 1 }))[0]!;
      const found: Record<string, unknown> = {};
      for (const view of [...views, `#/executions/${encodeURIComponent(id)}`]) {
        await go(view);
        await page.locator('.loading').waitFor({ state: 'detached' });
        const [problems, excess] = [
          await axeFindings(page),
          await page.evaluate('document.documentElement.scrollWidth - innerWidth'),
        ];
        if (problems.length > 0 || excess !== 0) found[view] = { problems, excess };
      }
      await go('#/tasks/quick');
      await page.getByRole('button', { name: 'Reschedule quick' }).click();
      await page.getByRole('dialog').waitFor();
      const inDialog = await axeFindings(page);
      expect({ ...found, inDialog }).toEqual({ inDialog: [] });
    },
  );
});
