import { expect, it } from 'vitest';
import { cron } from '../trigger/index.ts';
import type { RunContext } from './engine.ts';
import { DAY, HOUR, MINUTE, scene } from './testing.ts';

/**
 * Thirty days in which three of four zones move their clocks: New York on 8 March and Berlin on 29 March forward by an
 * hour, Lord Howe on 5 April back by half an hour. The wanted counts are arithmetic. An hourly job follows real time,
 * 720 hours; only where the clock moves by half an hour does one full hour come half an hour late, and the last one
 * after the end. A job that takes 61 minutes skips every second hour, and none in the hour that was half an hour longer.
 */
const START = '2026-03-07T00:00:00Z';
const zones = [
  { timeZone: 'America/New_York', hours: 720, slow: { success: 360, skipped: 360 } },
  { timeZone: 'Europe/Berlin', hours: 720, slow: { success: 360, skipped: 360 } },
  { timeZone: 'Australia/Lord_Howe', hours: 719, slow: { success: 360, running: 1, skipped: 359 } },
  { timeZone: 'Asia/Kolkata', hours: 720, slow: { success: 360, skipped: 360 } },
];

it('thirty days over a clock change in four zones, every outcome counted', async () => {
  const { clock, engine } = scene(START);
  const takes = (ms: number) => () => new Promise<void>((resolve) => clock.setTimeout(resolve, ms));
  const failsEveryTenthHour = ({ slot }: RunContext) => {
    if (Math.floor(slot / HOUR) % 10 === 0) throw new Error('every tenth hour');
  };
  for (const { timeZone } of zones) {
    await engine.schedule(`hourly in ${timeZone}`, cron('0 * * * *', { timeZone }), failsEveryTenthHour);
    await engine.schedule(`nightly in ${timeZone}`, cron('30 2 * * *', { timeZone }), takes(MINUTE));
    await engine.schedule(`slow in ${timeZone}`, cron('15 * * * *', { timeZone }), takes(61 * MINUTE));
    const hangs = () => new Promise(() => {});
    await engine.schedule(`hanging in ${timeZone}`, cron('45 12 * * *', { timeZone }), hangs, { timeoutMs: 1000 });
  }
  await engine.start();
  await clock.advance(30 * DAY);

  for (const { timeZone, hours, slow } of zones) {
    const count = (job: string) => engine.counts({ job: `${job} in ${timeZone}` });
    expect(await count('hourly')).toEqual({ success: hours - 72, failed: 72 });
    expect(await count('nightly')).toEqual({ success: 30 });
    expect(await count('slow')).toEqual(slow);
    expect(await count('hanging')).toEqual({ timeout: 30 });
  }
});
