import type { PlannedJob, Trigger, Weekday } from '../exercise.ts';

export function timeOfDay(text: string): { hour: number; minute: number } {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text);
  const [hour, minute] = [Number(match?.[1]), Number(match?.[2])];
  if (!match) throw new Error(`"${text}" is not a time from 00:00 to 23:59`);
  return { hour, minute };
}

const WEEKDAYS: readonly Weekday[] = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

export class Frequency {
  #fields = { minute: '*', hour: '*', day: '*', month: '*', weekday: '*' };
  #everyMs: number | undefined;
  #timeZone = 'UTC';

  everyMinutes(n: number): this {
    this.#everyMs = whole('everyMinutes', n, 1, Number.MAX_SAFE_INTEGER) * 60_000;
    return this;
  }

  hourlyAt(minute: number): this {
    return this.#set({ minute: String(whole('hourlyAt', minute, 0, 59)) });
  }

  at(time: string): this {
    const { hour, minute } = timeOfDay(time);
    return this.#set({ hour: String(hour), minute: String(minute) });
  }

  twiceDaily(first: number, second: number): this {
    const hours = [first, second].map((hour) => whole('twiceDaily', hour, 0, 23));
    return this.#set({ minute: '0', hour: hours.sort((a, b) => a - b).join(',') });
  }

  weekdays(): this {
    return this.#set({ weekday: '1-5' });
  }

  weeklyOn(day: Weekday, time = '00:00'): this {
    const weekday = WEEKDAYS.indexOf(day);
    if (weekday < 0) throw new Error(`weeklyOn: "${day}" is not one of ${WEEKDAYS.join(', ')}`);
    return this.at(time).#set({ weekday: String(weekday) });
  }

  monthlyOn(day: number, time = '00:00'): this {
    return this.at(time).#set({ day: String(whole('monthlyOn', day, 1, 31)) });
  }

  lastDayOfMonth(time = '00:00'): this {
    return this.at(time).#set({ day: 'L' });
  }

  quarterly(time = '00:00'): this {
    return this.at(time).#set({ day: '1', month: '1,4,7,10' });
  }

  timezone(zone: string): this {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    this.#timeZone = zone;
    return this;
  }

  get trigger(): Trigger {
    if (this.#everyMs !== undefined) return { kind: 'every', ms: this.#everyMs };
    const { minute, hour, day, month, weekday } = this.#fields;
    return { kind: 'cron', expression: `${minute} ${hour} ${day} ${month} ${weekday}`, timeZone: this.#timeZone };
  }

  #set(fields: Partial<Record<'minute' | 'hour' | 'day' | 'month' | 'weekday', string>>): this {
    this.#fields = { ...this.#fields, ...fields };
    this.#everyMs = undefined;
    return this;
  }
}

function whole(word: string, value: number, from: number, to: number): number {
  if (Number.isInteger(value) && value >= from && value <= to) return value;
  throw new Error(`${word}: ${value} is not a whole number from ${from} to ${to}`);
}

export class Plan {
  readonly #sentences: { readonly name: string; readonly frequency: Frequency }[] = [];

  job(name: string): Frequency {
    const frequency = new Frequency();
    this.#sentences.push({ name, frequency });
    return frequency;
  }

  jobs(): PlannedJob[] {
    const names = this.#sentences.map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) < index);
    if (twice !== undefined) throw new Error(`two jobs are called "${twice}"`);
    return this.#sentences.map(({ name, frequency }) => ({ name, trigger: frequency.trigger }));
  }
}
