/** The clocks of one time zone. Instants are milliseconds since 1970; a local time is the instant at which UTC shows the same. */
export interface Zone {
  readonly name: string;
  /** What the clocks show at that instant. */
  localTime(instant: number): number;
  /** When the clocks show that, in order: no instant in a gap, two in an overlap. */
  instantsOf(local: number): readonly number[];
}

export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

export function zoneNamed(name: string): Zone {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: name, dateStyle: 'short', timeStyle: 'medium' });
  const localTime = (instant: number) => Date.parse(`${format.format(instant).replace(' ', 'T')}Z`) + (instant % 1000);
  const instantsOf = (local: number) => {
    // The offsets a day before and a day after are all that can apply to a time in between.
    const offsets = [local - DAY_MS, local + DAY_MS].map((instant) => localTime(instant) - instant);
    const instants = [...new Set(offsets)].map((offset) => local - offset);
    return instants.filter((instant) => localTime(instant) === local).sort((a, b) => a - b);
  };
  return { name, localTime, instantsOf };
}

const DAY_MS = 86_400_000;
