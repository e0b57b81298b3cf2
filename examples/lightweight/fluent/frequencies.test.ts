import { describe, expect, test } from 'vitest';
import type { JobBuilder } from './builder/job-builder.ts';
import { schedule } from './schedule.ts';

const sentences: readonly [string, (job: JobBuilder) => JobBuilder, string][] = [
  ['without a word about it, every minute', (job) => job, '* * * * *'],
  ['everySecond', (job) => job.everySecond(), '* * * * * *'],
  ['everyTwentySeconds', (job) => job.everyTwentySeconds(), '*/20 * * * * *'],
  ['everyFifteenMinutes', (job) => job.everyFifteenMinutes(), '*/15 * * * *'],
  ['everyThirtyMinutes', (job) => job.everyThirtyMinutes(), '*/30 * * * *'],
  ['hourly', (job) => job.hourly(), '0 * * * *'],
  ['hourlyAt several minutes', (job) => job.hourlyAt([0, 20, 40]), '0,20,40 * * * *'],
  ['everyOddHour', (job) => job.everyOddHour(), '0 1-23/2 * * *'],
  ['everyTwoHours', (job) => job.everyTwoHours(), '0 */2 * * *'],
  ['everySixHours at a minute', (job) => job.everySixHours(15), '15 */6 * * *'],
  ['daily', (job) => job.daily(), '0 0 * * *'],
  ['dailyAt', (job) => job.dailyAt('9:05'), '5 9 * * *'],
  ['twiceDaily, in whichever order', (job) => job.twiceDaily(13, 1), '0 1,13 * * *'],
  ['twiceDailyAt', (job) => job.twiceDailyAt(1, 13, 30), '30 1,13 * * *'],
  ['weekdays, at a time', (job) => job.weekdays().at('08:00'), '0 8 * * 1-5'],
  ['weekends, hourly', (job) => job.weekends().hourly(), '0 * * * 0,6'],
  ['days', (job) => job.days('monday', 'thursday').at('07:00'), '0 7 * * 1,4'],
  ['weekly, on Sunday', (job) => job.weekly(), '0 0 * * 0'],
  ['weeklyOn Monday, which is 1', (job) => job.weeklyOn('monday', '06:00'), '0 6 * * 1'],
  ['monthly', (job) => job.monthly(), '0 0 1 * *'],
  ['monthlyOn', (job) => job.monthlyOn(15, '10:00'), '0 10 15 * *'],
  ['lastDayOfMonth', (job) => job.lastDayOfMonth('23:30'), '30 23 L * *'],
  ['twiceMonthly', (job) => job.twiceMonthly(16, 1, '13:00'), '0 13 1,16 * *'],
  ['quarterly, by months', (job) => job.quarterly(), '0 0 1 1,4,7,10 *'],
  ['yearly', (job) => job.yearly(), '0 0 1 1 *'],
  ['yearlyOn', (job) => job.yearlyOn(2, 29, '12:00'), '0 12 29 2 *'],
  ['cron', (job) => job.cron('0 12 * * FRI#1'), '0 12 * * FRI#1'],
];

describe('a job runs', () => {
  test.each(sentences)('%s', (_words, say, expression) => {
    expect(jobOf(say).trigger).toEqual({ kind: 'cron', expression, timeZone: 'UTC' });
  });

  test('every period of its own', () => {
    expect(jobOf((job) => job.every('1h30m')).trigger).toEqual({ kind: 'every', ms: 5_400_000 });
  });

  test('by the clock of its zone, wherever that was said', () => {
    const zoned = jobOf((job) => job.timezone('Asia/Tokyo').dailyAt('09:00'));
    expect(zoned.trigger).toMatchObject({ expression: '0 9 * * *', timeZone: 'Asia/Tokyo' });
  });
});

describe('what cannot be meant is refused where it is written', () => {
  const mistakes: readonly [string, (job: JobBuilder) => JobBuilder, string][] = [
    [
      'an hour that does not exist',
      (job) => job.dailyAt('25:00'),
      'dailyAt: "25:00" is not a time from 00:00 to 23:59',
    ],
    ['a minute that does not exist', (job) => job.hourlyAt(60), 'hourlyAt: 60 is not a whole number from 0 to 59'],
    ['no minute at all', (job) => job.hourlyAt([]), 'hourlyAt: [] is not a minute or several'],
    ['a day that no month has', (job) => job.monthlyOn(32), 'monthlyOn: 32 is not a whole number from 1 to 31'],
    ['a misspelt weekday', (job) => job.days('munday' as 'monday'), '"munday" is not one of sunday'],
    ['an unknown zone', (job) => job.timezone('Mars/Olympus'), 'Mars/Olympus'],
    ['a bad expression', (job) => job.cron('61 * * * *'), 'minute'],
    ['a period of nothing', (job) => job.every(0), '0'],
    ['a lock for no time', (job) => job.withoutOverlapping(0), 'withoutOverlapping: 0 is not'],
    ['an address without an @', (job) => job.emailOutputTo('ops'), 'emailOutputTo: "ops" is not an address'],
    ['a ping to nowhere', (job) => job.thenPing('localhost'), 'thenPing: "localhost" is not an http'],
    ['a name with a blank', (job) => job.named('my job'), 'named: "my job" is not a name'],
  ];

  test.each(mistakes)('%s', (_what, say, message) => {
    expect(() => jobOf(say)).toThrow(message);
  });

  test('two jobs with one name', () => {
    const plan = schedule();
    plan.job(work).daily();
    plan.job(work).hourly();
    expect(() => plan.jobs()).toThrow('two jobs are called "work"');
  });

  test('a command nobody registered, with the nearest', () => {
    expect(() => schedule({ 'prune:tokens': () => {} }).command('prune:token')).toThrow('nearest: prune:tokens');
  });

  test('a line for the shell where a program belongs', () => {
    expect(() => schedule().exec('rm -rf /tmp/x')).toThrow('ask for a shell with `execInShell`');
  });
});

function work() {}

function jobOf(say: (job: JobBuilder) => JobBuilder) {
  const plan = schedule();
  say(plan.job(work));
  return plan.jobs()[0]!;
}
