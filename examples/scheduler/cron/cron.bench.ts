/**
 * One search for the next run: ours, croner's and cron-parser's, in one process, over the same instants. Each is
 * parsed once and then asked, as a scheduler does. Where the answers of a cell differ the bench says so and fails:
 * a fast wrong answer is worth nothing.
 */
import { CronExpressionParser } from 'cron-parser';
import { Cron } from 'croner';
import { cronSchedule } from './index.ts';

const expressions = [
  '* * * * * *',
  '*/5 * * * *',
  '0 2 * * *',
  '0 9-17 * * 1-5',
  '0 0 1 * *',
  '0 0 29 2 *',
  '0 12 L * *',
  '30 2 * * *',
];
const zones = ['UTC', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kolkata'];

/** A year of starting points at an odd distance, so that every weekday, hour and clock change is met. */
const STARTS = 120;
const starts = Array.from({ length: STARTS }, (_, index) => Date.UTC(2026, 0, 1) + index * 73.37 * 3_600_000);

const ROUND_MS = 6;
const ROUNDS = 5;
/** cron-parser needs milliseconds for some searches: fewer of them keep the bench short. */
const FEW = 12;

interface Cell {
  expression: string;
  zone: string;
  ours: number;
  overCroner: number;
  overCronParser: number;
  unequal: number;
  unequalToCronParser: number;
}

const cells = expressions.flatMap((expression) => zones.map((zone) => measure(expression, zone)));
print(cells);
process.exitCode = cells.some(({ unequal }) => unequal > 0) ? 1 : 0;

function measure(expression: string, zone: string): Cell {
  const schedule = cronSchedule(expression, { timeZone: zone });
  const cron = new Cron(expression, { timezone: zone });
  const parsed = CronExpressionParser.parse(expression, { tz: zone });
  const ours = (start: number) => schedule.next(start);
  const croner = (start: number) => cron.nextRun(new Date(start))?.getTime() ?? null;
  const cronParser = (start: number) => {
    parsed.reset(new Date(start));
    return parsed.next().getTime();
  };
  const few = starts.filter((_, index) => index % (STARTS / FEW) === 0);
  // In turns, so that a noisy moment of the machine falls on all alike; the best round of each counts.
  const times = Array.from({ length: ROUNDS }, () => [time(ours, starts), time(croner, starts), time(cronParser, few)]);
  const [own, ofCroner, ofCronParser] = [0, 1, 2].map((who) => Math.min(...times.map((round) => round[who] as number)));
  return {
    expression,
    zone,
    ours: own as number,
    overCroner: (ofCroner as number) / (own as number),
    overCronParser: (ofCronParser as number) / (own as number),
    unequal: starts.filter((start) => ours(start) !== croner(start)).length,
    unequalToCronParser: few.filter((start) => ours(start) !== cronParser(start)).length,
  };
}

/** Milliseconds for one search, over at least one pass and ROUND_MS. */
function time(search: (start: number) => number | null, from: readonly number[]): number {
  const begun = performance.now();
  let searches = 0;
  let spent = 0;
  do {
    for (const start of from) search(start);
    searches += from.length;
    spent = performance.now() - begun;
  } while (spent < ROUND_MS);
  return spent / searches;
}

function print(all: readonly Cell[]): void {
  console.log(`${'expression'.padEnd(16)}${'zone'.padEnd(22)}${'ours'.padStart(8)}   croner   cron-parser`);
  for (const { expression, zone, ours, overCroner, overCronParser, unequal, unequalToCronParser } of all) {
    const nanoseconds = `${(ours * 1e6).toFixed(0)} ns`.padStart(8);
    const ratios = `${times(overCroner).padStart(9)}${times(overCronParser).padStart(14)}`;
    console.log(
      `${expression.padEnd(16)}${zone.padEnd(22)}${nanoseconds}${ratios}${differing(unequal, unequalToCronParser)}`,
    );
  }
  const overCroner = geometricMean(all.map((cell) => cell.overCroner));
  const overCronParser = geometricMean(all.map((cell) => cell.overCronParser));
  console.log(
    `\nGeometric mean: ${times(overCroner)} as fast as croner, ${times(overCronParser)} as fast as cron-parser.`,
  );
  const unequal = all.reduce((sum, cell) => sum + cell.unequal, 0);
  const asked = all.length * starts.length;
  console.log(`Answers equal to croner's: ${asked - unequal} of ${asked}.`);
}

function differing(croner: number, cronParser: number): string {
  const shown = [
    croner > 0 ? `croner answers ${croner} otherwise` : '',
    cronParser > 0 ? `cron-parser ${cronParser}` : '',
  ];
  const text = shown.filter(Boolean).join(', ');
  return text && `   (${text})`;
}

function times(ratio: number): string {
  return `${ratio.toFixed(0)} x`;
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
