import { catalogue as tasks } from '../tasks/catalogue.ts';
import { chain, chord, group, job } from './node.ts';

/** The flows of the desk. What a step's payload may be made of is known to the compiler: try to misspell a field. */
export const deskFlows = {
  // #region chain
  runningTotal: ({ start }: { start: number }) => {
    const first = job(tasks.add, { a: start, b: 1 });
    const second = chain(first, tasks.add, (sum) => ({ a: sum, b: 10 }));
    return chain(second, tasks.add, (sum) => ({ a: sum, b: 100 }));
  },
  // #endregion chain

  // #region group
  mailRound: ({ recipients }: { recipients: readonly string[] }) =>
    group(
      recipients.map((to) => job(tasks.sendEmail, { to, subject: 'Month end' })),
      'collect',
    ),
  // #endregion group

  // #region chord
  monthEnd: ({ to }: { to: string }) => {
    const candles = job(tasks.refreshActiveSubscriptions, {});
    const users = job(tasks.exportUserEmailsCsv, {});
    const report = chord([candles, users], 'fail-fast', tasks.generateReport, ([market, mailing]) => ({
      period: 'week' as const,
      title: `Month end: ${market.symbols} symbols, ${mailing.rows} users`,
    }));
    return chain(report, tasks.sendEmail, ({ file }) => ({ to, subject: `Month end, see ${file}` }));
  },
  // #endregion chord

  strictMailRound: ({ recipients }: { recipients: readonly string[] }) =>
    chord(
      recipients.map((to) => job(tasks.sendEmail, { to, subject: 'Month end' })),
      'fail-fast',
      tasks.add,
      (sent) => ({ a: sent.length, b: 0 }),
    ),
};
