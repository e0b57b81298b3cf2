import { cronSchedule } from '../../../scheduler/cron/index.ts';
import { type Duration, durationMs, type TriggerData } from '../../../scheduler/index.ts';
import { refuse } from '../schedule-error.ts';
import { timeOfDay, whole } from './time-of-day.ts';

const FIELDS = ['second', 'minute', 'hour', 'day', 'month', 'weekday'] as const;
type Fields = Record<(typeof FIELDS)[number], string>;

export type Weekday = 'sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday';
const WEEKDAYS: readonly Weekday[] = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/**
 * How often. Each method sets the fields of one cron expression that it speaks of and leaves the others, which is why
 * they combine: `.weekdays().hourly().between('08:00', '18:00')`. Without any, a job runs every minute.
 */
export abstract class Frequencies {
  #fields: Fields = { second: '0', minute: '*', hour: '*', day: '*', month: '*', weekday: '*' };
  #trigger: TriggerData | undefined;
  #timeZone = 'UTC';

  everySecond = (): this => this.#seconds('*');
  everyTwoSeconds = (): this => this.#seconds('*/2');
  everyFiveSeconds = (): this => this.#seconds('*/5');
  everyTenSeconds = (): this => this.#seconds('*/10');
  everyFifteenSeconds = (): this => this.#seconds('*/15');
  everyTwentySeconds = (): this => this.#seconds('*/20');
  everyThirtySeconds = (): this => this.#seconds('*/30');

  everyMinute = (): this => this.#set({ minute: '*' });
  everyTwoMinutes = (): this => this.#set({ minute: '*/2' });
  everyThreeMinutes = (): this => this.#set({ minute: '*/3' });
  everyFourMinutes = (): this => this.#set({ minute: '*/4' });
  everyFiveMinutes = (): this => this.#set({ minute: '*/5' });
  everyTenMinutes = (): this => this.#set({ minute: '*/10' });
  everyFifteenMinutes = (): this => this.#set({ minute: '*/15' });
  everyThirtyMinutes = (): this => this.#set({ minute: '*/30' });

  hourly = (): this => this.hourlyAt(0);
  everyOddHour = (minute = 0): this => this.hourlyAt(minute).#set({ hour: '1-23/2' });
  everyTwoHours = (minute = 0): this => this.hourlyAt(minute).#set({ hour: '*/2' });
  everyThreeHours = (minute = 0): this => this.hourlyAt(minute).#set({ hour: '*/3' });
  everyFourHours = (minute = 0): this => this.hourlyAt(minute).#set({ hour: '*/4' });
  everySixHours = (minute = 0): this => this.hourlyAt(minute).#set({ hour: '*/6' });

  daily = (): this => this.dailyAt('00:00');
  twiceDaily = (first = 1, second = 13): this => this.twiceDailyAt(first, second, 0);
  weekdays = (): this => this.#set({ weekday: '1-5' });
  weekends = (): this => this.#set({ weekday: '0,6' });
  sundays = (): this => this.days('sunday');
  mondays = (): this => this.days('monday');
  tuesdays = (): this => this.days('tuesday');
  wednesdays = (): this => this.days('wednesday');
  thursdays = (): this => this.days('thursday');
  fridays = (): this => this.days('friday');
  saturdays = (): this => this.days('saturday');
  weekly = (): this => this.weeklyOn('sunday');
  monthly = (): this => this.monthlyOn(1);
  lastDayOfMonth = (time = '00:00'): this => this.dailyAt(time).#set({ day: 'L' });
  quarterly = (): this => this.quarterlyOn(1);
  yearly = (): this => this.yearlyOn(1, 1);

  hourlyAt(minute: number | readonly number[]): this {
    const minutes = [minute].flat().map((each) => whole('hourlyAt', each, 0, 59));
    return this.#set({ minute: minutes.join(',') || refuse('hourlyAt', minute, 'a minute or several') });
  }

  dailyAt(time: string): this {
    const { hour, minute } = timeOfDay('dailyAt', time);
    return this.#set({ hour: String(hour), minute: String(minute) });
  }

  /** The time of day for whatever day has been chosen: `.mondays().at('08:00')`. */
  at(time: string): this {
    return this.dailyAt(time);
  }

  twiceDailyAt(first: number, second: number, minute: number): this {
    const hours = [first, second].map((hour) => whole('twiceDaily', hour, 0, 23));
    return this.#set({
      minute: String(whole('twiceDaily', minute, 0, 59)),
      hour: hours.sort((a, b) => a - b).join(','),
    });
  }

  days(...days: readonly Weekday[]): this {
    if (days.length === 0) refuse('days', days, 'at least one weekday');
    return this.#set({ weekday: days.map((day) => weekdayNumber('days', day)).join(',') });
  }

  weeklyOn(day: Weekday, time = '00:00'): this {
    return this.dailyAt(time).days(day);
  }

  monthlyOn(day: number, time = '00:00'): this {
    return this.dailyAt(time).#set({ day: String(whole('monthlyOn', day, 1, 31)) });
  }

  twiceMonthly(first = 1, second = 16, time = '00:00'): this {
    const days = [first, second].map((day) => whole('twiceMonthly', day, 1, 31));
    return this.dailyAt(time).#set({ day: days.sort((a, b) => a - b).join(',') });
  }

  // #region quarterly
  /** January, April, July and October: quarters are months, not ninety days. */
  quarterlyOn(day: number, time = '00:00'): this {
    return this.dailyAt(time).#set({ day: String(whole('quarterlyOn', day, 1, 31)), month: '1,4,7,10' });
  }
  // #endregion quarterly

  yearlyOn(month: number, day: number, time = '00:00'): this {
    whole('yearlyOn', month, 1, 12);
    return this.dailyAt(time).#set({ month: String(month), day: String(whole('yearlyOn', day, 1, 31)) });
  }

  /** Takes a cron expression as it is, five fields or six. */
  cron(expression: string): this {
    cronSchedule(expression);
    this.#trigger = { kind: 'cron', expression };
    return this;
  }

  /** A fixed period, whatever the clock on the wall says: `.every('90m')`. */
  every(period: Duration): this {
    this.#trigger = { kind: 'every', ms: durationMs(period) };
    return this;
  }

  /** The zone its times are meant in: UTC unless said otherwise, and never the machine's. */
  timezone(zone: string): this {
    cronSchedule('* * * * *', { timeZone: zone });
    this.#timeZone = zone;
    return this;
  }

  protected get timeZone(): string {
    return this.#timeZone;
  }

  protected get trigger(): TriggerData {
    const { second, minute, hour, day, month, weekday } = this.#fields;
    const five = `${minute} ${hour} ${day} ${month} ${weekday}`;
    const trigger = this.#trigger ?? { kind: 'cron', expression: second === '0' ? five : `${second} ${five}` };
    return trigger.kind === 'cron' ? { ...trigger, timeZone: this.#timeZone } : trigger;
  }

  #seconds(second: string): this {
    return this.#set({ second, minute: '*' });
  }

  #set(fields: Partial<Fields>): this {
    this.#fields = { ...this.#fields, ...fields };
    this.#trigger = undefined;
    return this;
  }
}

function weekdayNumber(call: string, day: Weekday): number {
  const number = WEEKDAYS.indexOf(day);
  if (number < 0) refuse(call, day, `one of ${WEEKDAYS.join(', ')}`);
  return number;
}
