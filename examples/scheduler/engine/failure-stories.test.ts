import { afterEach, describe, expect, it } from 'vitest';
import { cron, every } from '../trigger/index.ts';
import type { RunContext } from './engine.ts';
import { DAY, HOUR, MINUTE, scene } from './testing.ts';

const NEW_YORK = { timeZone: 'America/New_York' };
/** Collects the instants for which a job ran. */
const collector = () => {
  const slots: string[] = [];
  return { slots, run: ({ slot }: RunContext) => slots.push(new Date(slot).toISOString().slice(0, 16)) };
};

describe('what happened to others does not happen here', () => {
  it('#1 a clock change does not send the search for the next run round in circles', async () => {
    const { clock, engine } = scene('2026-03-07T00:00:00Z');
    const { slots, run } = collector();
    await engine.schedule('nightly', cron('30 2 * * *', NEW_YORK), run);
    await engine.start();
    await clock.advance(4 * DAY);
    expect(new Set(slots).size).toBe(slots.length);
    expect(slots).toHaveLength(4);
  });

  it('#2 a job in the spring gap runs at the first instant after it', async () => {
    const { clock, engine } = scene('2026-03-08T00:00:00Z');
    const { slots, run } = collector();
    await engine.schedule('nightly', cron('30 2 * * *', NEW_YORK), run);
    await engine.start();
    await clock.advance(2 * DAY);
    expect(slots).toEqual(['2026-03-08T07:00', '2026-03-09T06:30']);
  });

  it('#2 or not at all, if its definition says so', async () => {
    const { clock, engine } = scene('2026-03-08T00:00:00Z');
    const { slots, run } = collector();
    await engine.schedule('nightly', cron('30 2 * * *', { ...NEW_YORK, gap: 'skip' }), run);
    await engine.start();
    await clock.advance(2 * DAY);
    expect(slots).toEqual(['2026-03-09T06:30']);
  });

  it('#3 in the repeated autumn hour a wildcard job runs in both hours and a fixed one once', async () => {
    const { clock, engine } = scene('2026-11-01T04:59:00Z');
    const [half, fixed] = [collector(), collector()];
    await engine.schedule('every half hour', cron('*/30 * * * *', NEW_YORK), half.run);
    await engine.schedule('at half past one', cron('30 1 * * *', NEW_YORK), fixed.run);
    await engine.start();
    await clock.advance(3 * HOUR);
    expect(half.slots).toEqual(
      ['05:00', '05:30', '06:00', '06:30', '07:00', '07:30'].map((time) => `2026-11-01T${time}`),
    );
    expect(fixed.slots).toEqual(['2026-11-01T05:30']);
  });

  describe('#4 the zone of the process', () => {
    const own = process.env.TZ;
    afterEach(() => {
      if (own === undefined) delete process.env.TZ;
      else process.env.TZ = own;
    });

    it.each(['UTC', 'America/New_York', 'Pacific/Kiritimati'])('does not matter when it is %s', async (zone) => {
      process.env.TZ = zone;
      const { clock, engine } = scene('2026-03-07T12:00:00Z');
      const { slots, run } = collector();
      await engine.schedule('noon in UTC', cron('30 7 * * *'), run);
      await engine.start();
      await clock.advance(2 * DAY);
      expect(slots).toEqual(['2026-03-08T07:30', '2026-03-09T07:30']);
    });
  });

  it('#5 a run 60 days away happens once, not hundreds of times a minute', async () => {
    const { clock, engine } = scene('2026-01-01T12:00:00Z');
    const { slots, run } = collector();
    await engine.schedule('quarterly', cron('0 0 1 3 *'), run);
    await engine.start();
    await clock.advance(60 * DAY);
    expect(slots).toEqual(['2026-03-01T00:00']);
  });

  it('#6 a timer that fires early starts nothing early and nothing twice', async () => {
    const { clock, engine } = scene('2026-01-01T00:00:00.000Z');
    const { slots, run } = collector();
    const starts: number[] = [];
    await engine.schedule('minutely', every('1m'), (context) => {
      starts.push(clock.now() - context.slot);
      run(context);
    });
    const honest = clock.setTimeout.bind(clock);
    clock.setTimeout = (callback, delayMs) => honest(callback, delayMs > 20 ? delayMs - 3 : delayMs);
    await engine.start();
    await clock.advance(3 * MINUTE + 10);
    expect(slots).toEqual(['2026-01-01T00:01', '2026-01-01T00:02', '2026-01-01T00:03']);
    expect(Math.min(...starts)).toBeGreaterThanOrEqual(0);
  });

  it('#7 a laptop that sleeps shifts nothing: one decision on waking, then the old rhythm', async () => {
    const { clock, engine, story } = scene('2026-01-01T08:59:30Z');
    await engine.schedule('quarter-hourly', every('15m'), () => {});
    await engine.start();
    await clock.advance(MINUTE);
    clock.jump(50 * MINUTE); // the wall clock went on while the machine, and its timers, slept
    await clock.advance(11 * MINUTE);
    expect(await story('quarter-hourly')).toEqual([
      '09:00 success',
      '09:15 missed',
      '09:30 missed',
      '09:45 missed',
      '10:00 success',
    ]);
  });

  it('#8 a clock set forward replays nothing: the backlog collapses to the policy', async () => {
    const { clock, engine, story } = scene('2026-01-01T00:00:30Z');
    await engine.schedule('minutely', every('1m'), () => {}, { graceMs: 5 * MINUTE });
    await engine.start();
    await clock.advance(MINUTE);
    clock.jump(12 * MINUTE);
    await clock.advance(2 * MINUTE);
    const lines = await story('minutely');
    expect(lines.slice(0, 2)).toEqual(['00:01 success', '00:02 missed']);
    expect(lines.filter((line) => line.endsWith('success'))).toEqual([
      '00:01 success',
      '00:14 success',
      '00:15 success',
    ]);
    expect(lines).toHaveLength(15);
  });

  it('#8 a clock set back repeats no slot, and the job goes on at the slot it had reached', async () => {
    const { clock, engine } = scene('2026-01-01T00:00:30Z');
    const { slots, run } = collector();
    await engine.schedule('minutely', every('1m'), run);
    await engine.start();
    await clock.advance(10 * MINUTE);
    clock.jump(-5 * MINUTE);
    await clock.advance(8 * MINUTE);
    expect(new Set(slots).size).toBe(slots.length);
    expect(slots).toHaveLength(13);
    expect(slots.at(-1)).toBe('2026-01-01T00:13');
  });

  it('#8 a clock that was years ahead does not freeze the schedule until then', async () => {
    const { clock, engine } = scene('2036-01-01T00:00:30Z');
    const { slots, run } = collector();
    await engine.schedule('minutely', every('1m'), run);
    await engine.start();
    await clock.advance(2 * MINUTE);
    clock.jump(-3652 * DAY);
    await clock.advance(3 * MINUTE);
    expect(slots.slice(2)).toEqual(['2026-01-01T00:03', '2026-01-01T00:04', '2026-01-01T00:05']);
  });

  it('#9 a run 1.2 s late runs if its grace allows, and is recorded as missed if not', async () => {
    const { clock, engine, story } = scene('2026-01-01T00:00:59Z');
    await engine.schedule('patient', every('1m'), () => {}, { graceMs: 2000 });
    await engine.schedule('punctual', every('1m'), () => {}, { graceMs: 1000 });
    await engine.start();
    clock.block(2200);
    await clock.advance(1);
    expect(await story('patient')).toEqual(['00:01 success']);
    expect(await story('punctual')).toEqual(['00:01 missed']);
  });

  it('#10 a hundred missed starts, or a million, do not mean never again', async () => {
    const { clock, engine, store } = scene('2026-01-01T00:00:00Z');
    await engine.schedule('every second', every('1s'), () => {});
    await engine.start();
    await clock.advance(1500);
    clock.jump(12 * DAY);
    await clock.advance(MINUTE + 2000);
    const runs = await store.history({ limit: 100_000 });
    const missed = runs.filter((run) => run.state === 'missed');
    expect(missed).toHaveLength(1000); // 999 one by one, and one that stands for a million before them
    expect(missed.at(-1)!.note).toContain('every slot since 2026-01-01T00:00:02.000Z');
    expect(runs[0]).toMatchObject({ state: 'success' });
    expect(runs.filter((run) => run.state === 'success').length).toBeLessThan(70);
  });

  it('#11 two processes on one store run each slot once', async () => {
    const { clock, engine, reborn, store } = scene('2026-01-01T00:00:30Z');
    const other = reborn();
    const { slots, run } = collector();
    await engine.schedule('minutely', every('1m'), run);
    await engine.start();
    await other.schedule('minutely', every('1m'), run);
    await other.start();
    await clock.advance(10 * MINUTE);
    expect(slots).toHaveLength(10);
    expect(new Set(slots).size).toBe(10);
    expect(await store.counts({})).toEqual({ success: 10 });
  });

  it('#16 a day without the process is one run, not a storm', async () => {
    const { clock, engine, reborn, store } = scene('2026-01-01T00:00:30Z');
    await engine.schedule('minutely', every('1m'), () => {});
    await engine.start();
    await clock.advance(2 * MINUTE);
    await engine.stop();
    await clock.advance(DAY);
    const next = reborn();
    let runs = 0;
    await next.schedule('minutely', every('1m'), () => runs++);
    await next.start();
    await clock.advance(1000);
    expect(runs).toBe(1);
    expect(await store.counts({})).toMatchObject({ success: 3 });
  });

  it('#19 the end of a run does not undo a pause that came while it ran', async () => {
    const { clock, engine } = scene('2026-01-01T00:00:30Z');
    let finish = () => {};
    let runs = 0;
    await engine.schedule(
      'minutely',
      every('1m'),
      () =>
        new Promise<void>((resolve) => {
          runs++;
          finish = resolve;
        }),
    );
    await engine.start();
    await clock.advance(MINUTE);
    await engine.pause('minutely');
    finish();
    await clock.advance(10 * MINUTE);
    expect(runs).toBe(1);
    expect(await engine.job('minutely')).toMatchObject({ paused: true });
  });

  it('#20 an impossible date is refused at once', async () => {
    const { engine } = scene('2026-01-01T00:00:00Z');
    const refusal = engine.schedule('never', cron('0 0 31 2 *'), () => {});
    await expect(refusal).rejects.toMatchObject({ code: 'invalid-trigger', value: '0 0 31 2 *' });
  });

  it('a rejection nobody handles neither ends the process nor blocks the job for ever', async () => {
    const { clock, engine, story } = scene('2026-01-01T00:00:30Z');
    await engine.schedule('fragile', every('1m'), async () => Promise.reject(new Error('no')), { overlap: 'skip' });
    await engine.start();
    await clock.advance(2 * MINUTE);
    expect(await story('fragile')).toEqual(['00:01 failed', '00:02 failed']);
  });
});
