import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { everydayHandlers, registerEverydayJobs } from './everyday-jobs.ts';
import { type JobStore, memoryJobStore } from './job-store.ts';
import { CronScheduler, type Handler } from './scheduler.ts';
import { readSettings } from './settings.ts';

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-03-02T08:59:30Z') }));
afterEach(() => void vi.useRealTimers());

describe('a scheduler on node-cron', () => {
  test('registers the five everyday jobs once, however often they are registered', async () => {
    const { scheduler } = world(everydayHandlers({ sessions: noSessions, checkHealth: async () => {}, announce() {} }));
    await registerEverydayJobs(scheduler);
    await registerEverydayJobs(scheduler);
    expect(scheduler.status().map(({ name, next }) => [name, next])).toEqual([
      ['session-cleanup', '2026-03-02T09:00:00.000Z'],
      ['daily-digest', '2026-03-02T09:00:00.000Z'],
      ['data-sync', '2026-03-02T09:00:00.000Z'],
      ['weekly-report', '2026-03-09T06:00:00.000Z'],
      ['health-check', '2026-03-02T09:00:00.000Z'],
    ]);
    await scheduler.stop();
  });

  test('goes on after a job that throws, and remembers how it went', async () => {
    let runs = 0;
    const { scheduler } = world({
      job: () => {
        runs++;
        throw new Error('no route to host');
      },
    });
    await scheduler.register({ name: 'job', expression: '* * * * *' });
    await vi.advanceTimersByTimeAsync(120_000);
    expect(runs).toBe(2);
    expect(scheduler.status()[0]?.last).toMatchObject({ outcome: 'failed', error: 'no route to host' });
    await scheduler.stop();
  });

  test('keeps a paused job paused when its schedule changes', async () => {
    const job = vi.fn();
    const { scheduler } = world({ job });
    await scheduler.register({ name: 'job', expression: '* * * * *' });
    await scheduler.pause('job');
    await scheduler.register({ name: 'job', expression: '*/2 * * * *' });
    await vi.advanceTimersByTimeAsync(600_000);
    expect(job).not.toHaveBeenCalled();
    await scheduler.resume('job');
    await vi.advanceTimersByTimeAsync(240_000);
    expect(job).toHaveBeenCalledTimes(2);
    await scheduler.stop();
  });

  test('runs no more jobs at one time than it has workers', async () => {
    let running = 0;
    let most = 0;
    const slow: Handler = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      running--;
    };
    const { scheduler } = world({ a: slow, b: slow, c: slow }, { SCHEDULER_WORKERS: '2' });
    for (const name of ['a', 'b', 'c']) await scheduler.register({ name, expression: '* * * * *' });
    await vi.advanceTimersByTimeAsync(45_000);
    expect(most).toBe(2);
    await scheduler.stop();
  });

  test('makes up once, after a restart, for what was missed within the grace', async () => {
    const store = memoryJobStore();
    const job = vi.fn();
    const first = world({ job }, {}, store);
    await first.scheduler.register({ name: 'job', expression: '0 9 * * *' });
    await first.scheduler.stop();
    vi.setSystemTime(new Date('2026-03-02T09:00:40Z'));
    const second = world({ job }, {}, store);
    await second.scheduler.start();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(job).toHaveBeenCalledTimes(1);
    await second.scheduler.stop();
    const third = world({ job }, {}, store);
    await third.scheduler.start();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(job).toHaveBeenCalledTimes(1);
    await third.scheduler.stop();
  });

  test('waits, when stopped, for what is running, and no longer than the deadline', async () => {
    const { scheduler } = world({ job: () => new Promise(() => {}) }, { SCHEDULER_DRAIN_MS: '3000' });
    await scheduler.register({ name: 'job', expression: '* * * * *' });
    await vi.advanceTimersByTimeAsync(31_000);
    const stopped = scheduler.stop();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await stopped).toEqual({ left: 1 });
  });

  test.each([
    [{ name: 'jbo', expression: '* * * * *' }, 'no handler "jbo" is registered (nearest: job)'],
    [{ name: 'job', expression: '61 * * * *' }, '"61 * * * *" is not a cron expression (minute'],
    [{ name: 'job', expression: '* * * * *', timeZone: 'Mars/Olympus' }, '"Mars/Olympus" is not a time zone'],
  ])('refuses a bad job when it is registered: %o', async (spec, message) => {
    const { scheduler } = world({ job() {} });
    await expect(scheduler.register(spec)).rejects.toThrow(message);
    await scheduler.stop();
  });
});

const noSessions = { removeExpired: () => 0 };

function world(
  handlers: Record<string, Handler>,
  env: Record<string, string> = {},
  store: JobStore = memoryJobStore(),
) {
  return { scheduler: new CronScheduler({ settings: readSettings(env), store, handlers, announce() {} }) };
}
