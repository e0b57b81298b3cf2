import { todo } from '#kit';

export type Trigger =
  | { readonly kind: 'cron'; readonly expression: string; readonly timeZone: string }
  | { readonly kind: 'every'; readonly ms: number };

export type Weekday = 'sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday';

/** Task 1. `'09:30'` as two numbers. Throws an error that names the text when it is no time of day. */
export function timeOfDay(text: string): { hour: number; minute: number } {
  todo('read a time of day, and nothing else');
}

/** Task 2. A sentence about when. Every word gives back the sentence, so that another can follow. */
export class Frequency {
  constructor() {
    todo('begin with every minute, in UTC');
  }

  /** Every `n` minutes, whatever the clock on the wall shows. */
  everyMinutes(n: number): this {
    todo('a length of time');
  }

  /** Once an hour, at that minute. */
  hourlyAt(minute: number): this {
    todo('the minute, whatever the hour');
  }

  /** The time of day, on whatever days. */
  at(time: string): this {
    todo('the hour and the minute, whatever the day');
  }

  /** At two full hours of the day, named in either order. */
  twiceDaily(first: number, second: number): this {
    todo('two hours');
  }

  /** Monday to Friday. Says nothing about the time of day. */
  weekdays(): this {
    todo('five days');
  }

  weeklyOn(day: Weekday, time = '00:00'): this {
    todo('one day of the week');
  }

  /** On that day of every month that has it. */
  monthlyOn(day: number, time = '00:00'): this {
    todo('one day of the month');
  }

  lastDayOfMonth(time = '00:00'): this {
    todo('the last day, however long the month is');
  }

  /** On the first day of each quarter. */
  quarterly(time = '00:00'): this {
    todo('four dates a year');
  }

  timezone(zone: string): this {
    todo('remember whose clock is meant');
  }

  get trigger(): Trigger {
    return todo('what the sentence says by now');
  }
}

export interface PlannedJob {
  readonly name: string;
  readonly trigger: Trigger;
}

/** Task 3. Sentences under their names. */
export class Plan {
  constructor() {
    todo('begin without jobs');
  }

  /** Begins a sentence, which goes on after this call. */
  job(name: string): Frequency {
    todo('keep the sentence, and hand it out');
  }

  /** What all sentences say by now, in the order in which they were begun. Throws when two share a name. */
  jobs(): PlannedJob[] {
    todo('read every sentence');
  }
}
