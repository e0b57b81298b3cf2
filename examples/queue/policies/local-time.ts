export interface LocalTime {
  /** `2026-11-26` */
  readonly date: string;
  readonly minuteOfDay: number;
  /** 0 is Sunday. */
  readonly weekday: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What clocks and calendars on the wall of a place show at an instant. */
export function localTime(instant: number, timeZone: string): LocalTime {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
    formats.set(timeZone, format);
  }
  const [date = '', time = ''] = format.format(instant).split(' ');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return { date, minuteOfDay: hours * 60 + minutes, weekday: new Date(`${date}T00:00:00Z`).getUTCDay() };
}

/** `22:30` as minutes since midnight. */
export function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
