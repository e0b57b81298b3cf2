import { refuse } from '../schedule-error.ts';

/** `'09:30'` as its two numbers. */
export function timeOfDay(call: string, text: string): { hour: number; minute: number } {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text);
  const [hour, minute] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || hour > 23 || minute > 59) refuse(call, text, 'a time from 00:00 to 23:59');
  return { hour, minute };
}

export function whole(call: string, value: number, from: number, to: number): number {
  if (!Number.isInteger(value) || value < from || value > to)
    refuse(call, value, `a whole number from ${from} to ${to}`);
  return value;
}

/** Minutes since midnight in a zone, by the clock on its wall. */
export function minuteOfDay(instant: number, timeZone: string): number {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const [hour = 0, minute = 0] = clock.format(instant).split(':').map(Number);
  return hour * 60 + minute;
}
