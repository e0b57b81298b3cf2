import { check, expect, Timeline, task, test } from '#kit';
import { type Zone, zoneNamed } from './zone.ts';

/** Every test asks in several zones, so that whatever zone the machine is in, it is the wrong one for some. */
check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'A fixed time', () => {
    test('it fires when the clocks of the zone show the time', () => {
      const nine = { hour: 9, minute: 0 };
      for (const name of ['Asia/Kolkata', 'America/St_Johns', 'Pacific/Auckland']) {
        const { zone, fires } = from(name, '2026-06-10T00:00Z');
        const dates = fires(2, (after) => subject.nextDaily(zone, nine, after)).map((shown) => shown.slice(11, 16));
        expect(dates, `what the clocks of ${name} show when a job due at 09:00 fires`).toEqual(['09:00', '09:00']);
      }
    });

    test('a day of 23 or 25 hours does not move it', () => {
      const nine = { hour: 9, minute: 0 };
      for (const [name, eve] of [
        ['Europe/Berlin', '2026-03-28T06:00Z'],
        ['America/New_York', '2026-10-31T06:00Z'],
      ] as const) {
        const { zone, fires } = from(name, eve);
        const shown = fires(3, (after) => subject.nextDaily(zone, nine, after)).map((fire) => fire.slice(11, 16));
        expect(shown, `what the clocks of ${name} show when a job due at 09:00 fires`).toEqual([
          '09:00',
          '09:00',
          '09:00',
        ]);
      }
    });

    test('a time in the gap fires at the first instant after the gap', () => {
      for (const { name, before, time, after } of gaps) {
        const { zone, fires } = from(name, before);
        const [first] = fires(1, (instant) => subject.nextDaily(zone, time, instant));
        expect(first, `${name}, due at ${shownTime(time)} on the day of the gap`).toBe(after);
      }
    });

    test('a time in the gap fires once, and again on the next date', () => {
      for (const { name, before, time, nextDate } of gaps) {
        const { zone, fires } = from(name, before);
        const [, second] = fires(2, (instant) => subject.nextDaily(zone, time, instant));
        expect(second, `the second fire in ${name}, due at ${shownTime(time)}`).toContain(nextDate);
      }
    });

    test('in the overlap hour it fires the first time the clocks show it', () => {
      for (const { name, before, time, first } of overlaps) {
        const { zone, fires } = from(name, before);
        const [fire] = fires(1, (instant) => subject.nextDaily(zone, time, instant));
        expect(fire, `${name}, due at ${shownTime(time)}, which comes twice`).toBe(first);
      }
    });

    test('in the overlap hour it fires once, and again on the next date', () => {
      for (const { name, before, time, nextDate } of overlaps) {
        const { zone, fires } = from(name, before);
        const [, second] = fires(2, (instant) => subject.nextDaily(zone, time, instant));
        expect(second, `the second fire in ${name}, due at ${shownTime(time)}`).toContain(nextDate);
      }
    });
  });

  task(2, 'Every hour', () => {
    test('it fires at that minute of the clocks of the zone', () => {
      for (const name of ['Asia/Kathmandu', 'America/St_Johns', 'Europe/Berlin']) {
        const { zone, fires } = from(name, '2026-06-10T00:00Z');
        const minutes = fires(3, (after) => subject.nextHourly(zone, 10, after)).map((shown) => shown.slice(14, 16));
        expect(minutes, `minutes on the clocks of ${name} for a job due at minute 10`).toEqual(['10', '10', '10']);
      }
    });

    test('it fires both times in the overlap hour', () => {
      const { zone, fires } = from('Europe/Berlin', '2026-10-24T23:45Z');
      const [, second] = fires(2, (after) => subject.nextHourly(zone, 30, after));
      expect(second, 'the fire that follows 02:30 +02:00 in Europe/Berlin').toBe('2026-10-25 02:30 +01:00');
    });

    test('the hour that the gap left out is not made up', () => {
      const { zone, fires } = from('America/New_York', '2026-03-08T06:00Z');
      const [, second] = fires(2, (after) => subject.nextHourly(zone, 30, after));
      expect(second, 'the fire that follows 01:30 -05:00 in America/New_York').toBe('2026-03-08 03:30 -04:00');
    });
  });
});

const gaps = [
  {
    name: 'Europe/Berlin',
    before: '2026-03-29T00:00Z',
    time: at(2, 30),
    after: '2026-03-29 03:00 +02:00',
    nextDate: '2026-03-30 02:30',
  },
  {
    name: 'America/New_York',
    before: '2026-03-08T06:00Z',
    time: at(2, 15),
    after: '2026-03-08 03:00 -04:00',
    nextDate: '2026-03-09 02:15',
  },
  {
    name: 'Australia/Lord_Howe',
    before: '2026-10-03T14:00Z',
    time: at(2, 20),
    after: '2026-10-04 02:30 +11:00',
    nextDate: '2026-10-05 02:20',
  },
];

const overlaps = [
  {
    name: 'Europe/Berlin',
    before: '2026-10-24T23:00Z',
    time: at(2, 30),
    first: '2026-10-25 02:30 +02:00',
    nextDate: '2026-10-26 02:30',
  },
  {
    name: 'America/New_York',
    before: '2026-11-01T04:00Z',
    time: at(1, 15),
    first: '2026-11-01 01:15 -04:00',
    nextDate: '2026-11-02 01:15',
  },
  {
    name: 'Australia/Lord_Howe',
    before: '2026-04-04T14:00Z',
    time: at(1, 40),
    first: '2026-04-05 01:40 +11:00',
    nextDate: '2026-04-06 01:40',
  },
];

function at(hour: number, minute: number) {
  return { hour, minute };
}

function shownTime({ hour, minute }: { hour: number; minute: number }): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** A zone, and the fires that follow one another from an instant on, as its clocks show them. */
function from(name: string, start: string) {
  const zone = zoneNamed(name);
  let now = Date.parse(start);
  const story = new Timeline({ monotonic: () => now });
  story.add(`${shownIn(zone, now)} in ${name}`);
  const fires = (count: number, next: (after: number) => number) =>
    Array.from({ length: count }, () => {
      const fire = next(now);
      expect(fire, `a fire after ${shownIn(zone, now)} has to be later than that`).toBeGreaterThan(now);
      now = fire;
      story.add(`fires at ${shownIn(zone, now)}`);
      return shownIn(zone, now);
    });
  return { zone, fires };
}

/** `2026-03-29 03:00 +02:00`: the offset tells the two showings of the overlap hour apart. */
function shownIn(zone: Zone, instant: number): string {
  const local = zone.localTime(instant);
  const offset = local - instant;
  const size = new Date(Math.abs(offset)).toISOString().slice(11, 16);
  return `${new Date(local).toISOString().slice(0, 16).replace('T', ' ')} ${offset < 0 ? '-' : '+'}${size}`;
}
