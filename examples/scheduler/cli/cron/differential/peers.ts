import { CronExpressionParser } from 'cron-parser';
import { Cron } from 'croner';
import { type FieldSpec, fieldSpecs } from '../../../cron/fields.ts';
import type { CronField, CronFields } from '../../../cron/index.ts';
import { valuesOf } from '../../../cron/items.ts';
import { zoneNamed } from '../../../cron/zone.ts';
import type { Case } from './cases.ts';

/** A library to agree with, and the rules by which its dialect is known to differ from ours. */
export interface Peer {
  name: string;
  answer(question: Case): number | null;
  rules: readonly Rule[];
}

export interface Rule {
  says: string;
  /** `answers`: what both found, in case the difference lies where they landed. */
  leavesOut(question: Case, fields: CronFields, answers: readonly (number | null)[]): boolean;
}

const DAY_MS = 86_400_000;

const noWrap: Rule = {
  says: 'it refuses ranges that run over the end of their field',
  leavesOut: (_, fields) => itemsOf(fields).some((item) => item.kind === 'range' && item.from > item.to),
};

export const croner: Peer = {
  name: 'croner',
  answer({ expression, timeZone, instant, direction }) {
    const cron = new Cron(expression, { timezone: timeZone });
    const from = new Date(instant);
    const found = direction === 'next' ? cron.nextRun(from) : cron.previousRuns(1, from)[0];
    return found?.getTime() ?? null;
  },
  rules: [
    noWrap,
    {
      says: 'it refuses a/n',
      leavesOut: ({ expression }) => /(^|[\s,])\w+\//.test(expression),
    },
    {
      says: 'its SUN-SUN is the whole week',
      leavesOut: (_, { dayOfWeek }) => /SUN-SUN/.test(dayOfWeek.source),
    },
    {
      says: 'it refuses L-n, and LW beside other days',
      leavesOut: (_, { dayOfMonth }) => /L-|,LW|LW,/.test(dayOfMonth.source),
    },
    {
      says: 'it drops a run lost in a gap that ends at midnight',
      leavesOut: ({ timeZone, instant }, _, answers) => gapBeforeMidnight(timeZone, [instant, ...answers]),
    },
    {
      says: 'near a clock change it treats as naming its time only what has one second, one minute and one hour',
      leavesOut: (question, { second, minute, hour }, answers) =>
        !hour.wildcard &&
        ![second, minute, hour].every((field) => /^\d+$/.test(field.source)) &&
        nearClockChange(question, answers),
    },
  ],
};

export const cronParser: Peer = {
  name: 'cron-parser',
  answer({ expression, timeZone, instant, direction }) {
    try {
      const parsed = CronExpressionParser.parse(expression, { tz: timeZone, currentDate: new Date(instant) });
      return (direction === 'next' ? parsed.next() : parsed.prev()).getTime();
    } catch (error) {
      if (/explicit day of month/i.test(String(error))) return null;
      throw error;
    }
  },
  rules: [
    noWrap,
    {
      says: 'it refuses lists that name a number twice',
      leavesOut: (_, fields) => Object.values(fields).some(repeatsItself),
    },
    {
      says: 'it has no W and no L-n',
      leavesOut: (_, { dayOfMonth }) => /W|L-/.test(dayOfMonth.source),
    },
    {
      says: 'it takes # only alone in its field',
      leavesOut: (_, { dayOfWeek }) => /#.*,|,.*#/.test(dayOfWeek.source),
    },
    {
      says: 'its a/n among weekdays runs to a second Sunday',
      leavesOut: (_, { dayOfWeek }) => /(^|,)\w+\//.test(dayOfWeek.source),
    },
    {
      says: 'it does not find its way over a gap that ends at midnight',
      leavesOut: ({ timeZone, instant }, _, answers) => gapBeforeMidnight(timeZone, [instant, ...answers]),
    },
    {
      says: 'near a clock change its rules are its own',
      leavesOut: (question, _, answers) => nearClockChange(question, answers),
    },
  ],
};

function gapBeforeMidnight(timeZone: string, instants: readonly (number | null)[]): boolean {
  const zone = zoneNamed(timeZone);
  const known = instants.filter((at) => at !== null);
  const last = Math.max(...known) + DAY_MS;
  for (let at = Math.min(...known) - DAY_MS; at < last; ) {
    const { shift, start, end, offset } = zone.at(at);
    if (shift > 0 && (start + offset) % DAY_MS === 0) return true;
    at = end;
  }
  return false;
}

function itemsOf(fields: CronFields) {
  return Object.values(fields).flatMap((field) => field.items);
}

function repeatsItself(field: CronField): boolean {
  const spec = fieldSpecs.find(({ name }) => name === field.name) as FieldSpec;
  const numbers = field.items.flatMap((item) => valuesOf(item, spec));
  const words = field.source.split(',');
  return numbers.length > field.values.length || words.length > new Set(words).size;
}

function nearClockChange({ timeZone, instant }: Case, answers: readonly (number | null)[]): boolean {
  const zone = zoneNamed(timeZone);
  return [instant, ...answers].some((at) => at !== null && zone.at(at - DAY_MS).offset !== zone.at(at + DAY_MS).offset);
}
