/**
 * Classic cron (vixie's, as in Debian), by its rules: no program can be asked for its next runs, so the rules stand
 * here on top of our search. Where they differ from ours:
 *   five fields, no more: a sixth word would begin the command;
 *   no a/n, no ranges over the end of a field, no L, W, # or ?;
 *   any step, so that every-90-minutes is silently hourly;
 *   a day field that begins with * is unrestricted, with or without a step, but what it says still counts: both day
 *     fields must match then;
 *   a job with * first in minute or hour is not made up for after a gap.
 */
import { DAY_MS, weekday } from '../../../cron/civil.ts';
import { type CronField, type CronFields, cronSchedule, parseCron } from '../../../cron/index.ts';
import { zoneNamed } from '../../../cron/zone.ts';
import { collect, type Dialect } from './dialect.ts';

export const crontab: Dialect = {
  name: 'crontab',
  runs(question) {
    const { timeZone } = question;
    const expression = inOurWords(question.expression);
    const fields = parseCron(expression);
    const gap = fields.minute.wildcard || fields.hour.wildcard ? 'skip' : 'shift';
    if (!fields.dayOfMonth.wildcard && !fields.dayOfWeek.wildcard) {
      const either = cronSchedule(expression, { timeZone, gap });
      return collect(question, (after) => either.next(after));
    }
    const onDaysOfMonth = cronSchedule(withoutWeekdays(fields), { timeZone, gap });
    return collect(question, (after) => {
      let run = onDaysOfMonth.next(after);
      while (run !== null && !fields.dayOfWeek.values.includes(weekdayOf(run, timeZone))) run = onDaysOfMonth.next(run);
      return run;
    });
  },
};

/** The expression as ours would be written. Throws on what a crontab does not know. */
function inOurWords(expression: string): string {
  const words = expression.trim().split(/[ \t]+/);
  if (words[0]?.startsWith('@')) return expression;
  if (words.length !== 5) throw new Error(`five fields and then a command, got ${words.length} words`);
  const foreign = words.find((word) => /[?#]|L|\dW|(^|,)\w+\//.test(word.replace(/JUL/gi, '')));
  if (foreign) throw new Error(`"${foreign}" is unknown to it`);
  const sizes = [60, 24, 31, 12, 7];
  const bounded = words.map((word, index) =>
    word.replace(/\/(\d+)/g, (_, step) => `/${Math.min(Number(step), sizes[index] ?? 0)}`),
  );
  const wrapping = Object.values(parseCron(bounded.join(' '))).find(runsOverItsEnd);
  if (wrapping) throw new Error(`"${wrapping.source}" runs over the end of its field`);
  return bounded.join(' ');
}

function runsOverItsEnd(field: CronField): boolean {
  return field.items.some((item) => item.kind === 'range' && item.from > item.to);
}

function withoutWeekdays({ minute, hour, dayOfMonth, month }: CronFields): string {
  return `${minute.source} ${hour.source} ${dayOfMonth.source} ${month.source} *`;
}

function weekdayOf(instant: number, timeZone: string): number {
  return weekday(Math.floor((instant + zoneNamed(timeZone).at(instant).offset) / DAY_MS));
}
