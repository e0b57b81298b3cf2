import { expect, test } from 'vitest';
import { seededRandom } from '../random.ts';
import { cronSchedule, type GapPolicy, type OverlapPolicy, parseCron } from './index.ts';
import { runsAmong, wallMinutes } from './oracle.ts';

/** Days on which clocks moved, by an hour, by half of one, by two, by a day, at midnight and across it. */
const seams = [
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Antarctica/Troll', '2026-03-29'],
  ['Antarctica/Troll', '2026-10-25'],
  ['Africa/Cairo', '2026-04-24'],
  ['Africa/Cairo', '2026-10-30'],
  ['America/Nuuk', '2026-03-29'],
  ['America/Nuuk', '2026-10-25'],
  ['Pacific/Apia', '2011-12-30'],
  ['Africa/Casablanca', '2026-02-15'],
  ['Asia/Kolkata', '2026-03-29'],
] as const;

const SIDE_MS = 30 * 3_600_000;
const EXPRESSIONS = 40;

test.each(seams)(
  'in %s around %s every run is where a look at each minute of the wall clock finds it',
  (timeZone, day) => {
    const random = seededRandom(3);
    const from = Date.parse(`${day}T00:00:00Z`) - SIDE_MS;
    const to = from + 2 * SIDE_MS;
    const minutes = wallMinutes(timeZone, from, to);
    for (let count = 0; count < EXPRESSIONS; count++) {
      const expression = randomExpression(random);
      const gap = pick<GapPolicy>(random, ['shift', 'skip']);
      const overlap = pick<OverlapPolicy>(random, ['wildcard', 'both', 'once']);
      const schedule = cronSchedule(expression, { timeZone, gap, overlap });
      const expected = runsAmong(minutes, parseCron(expression), gap, overlap).filter((run) => run > from);
      const shown = `${expression} ${gap} ${overlap}`;
      expect([
        shown,
        ...walk(
          (after) => schedule.next(after),
          from,
          (run) => run < to,
        ),
      ]).toEqual([shown, ...expected]);
      const backward = walk(
        (before) => schedule.previous(before),
        to,
        (run) => run > from,
      );
      expect([shown, ...backward.reverse()]).toEqual([shown, ...expected]);
    }
  },
);

function walk(step: (from: number) => number | null, from: number, inside: (run: number) => boolean): number[] {
  const runs: number[] = [];
  for (let run = step(from); run !== null && inside(run); run = step(run)) runs.push(run);
  return runs;
}

function randomExpression(random: () => number): string {
  const below = (limit: number) => Math.floor(random() * limit);
  const minute = pick(random, ['*', '0', '30', '*/20', '15,45', `${below(60)}`, '50-10/5']);
  const hour = pick(random, ['*', `${below(4)}`, '0-3', '22-2', '*/2', '0,1,2,23', `${below(24)}`]);
  const dayOfMonth = pick(random, ['*', '*', '*', `${1 + below(31)}`, '*/2']);
  const dayOfWeek = pick(random, ['*', '*', '*', 'SUN', 'FRI-SUN', '?']);
  return `${minute} ${hour} ${dayOfMonth} * ${dayOfWeek}`;
}

function pick<T>(random: () => number, choices: readonly T[]): T {
  return choices[Math.floor(random() * choices.length)] as T;
}
