import { getNextMillis } from 'bullmq';
import { Cron } from 'croner';
import { createTask } from 'node-cron';
import { cronSchedule } from '../../../cron/index.ts';
import { collect, type Dialect } from './dialect.ts';

export const clockwork: Dialect = {
  name: 'Clockwork',
  runs(question) {
    const schedule = cronSchedule(question.expression, { timeZone: question.timeZone });
    return collect(question, (after) => schedule.next(after));
  },
};

export const croner: Dialect = {
  name: 'croner',
  runs({ expression, timeZone, from, count }) {
    const cron = new Cron(expression, { timezone: timeZone });
    return cron.nextRuns(count, new Date(from)).map((run) => run.getTime());
  },
};

/** BullMQ asks cron-parser, through this function, when one run of a job scheduler has to be followed by the next. */
export const bullmq: Dialect = {
  name: 'BullMQ',
  runs: (question) =>
    collect(question, (after) => getNextMillis(after, { pattern: question.expression, tz: question.timeZone })),
};

export const nodeCron: Dialect = {
  name: 'node-cron',
  runs({ expression, timeZone, from, count }) {
    const task = createTask(expression, () => {}, { timezone: timeZone });
    try {
      return at(from, () => task.getNextRuns(count)).map((run) => run.getTime());
    } catch (error) {
      if (String(error).includes('Could not find next matching date')) return [];
      throw error;
    } finally {
      void task.destroy();
    }
  },
};

/** node-cron counts from the present and cannot be asked about another one, so for the length of a call it is `from`. */
function at<T>(from: number, action: () => T): T {
  const RealDate = globalThis.Date;
  globalThis.Date = class extends RealDate {
    constructor(...given: [] | [number]) {
      super(given.length === 0 ? from : given[0]);
    }
  } as DateConstructor;
  try {
    return action();
  } finally {
    globalThis.Date = RealDate;
  }
}
