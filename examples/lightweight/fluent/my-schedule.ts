import { type Command, type Schedule, schedule } from './schedule.ts';

// #region schedule
/** The schedule that `npm run schedule:list` shows. Point `--file` at one of your own. */
export function mySchedule(): Schedule {
  const plan = schedule({ 'prune:tokens': pruneTokens });

  plan.job(warmCache).everyFifteenMinutes().between('07:00', '22:00').timezone('Europe/Berlin');
  plan.command('prune:tokens', '90').dailyAt('02:00').withoutOverlapping(120).onOneServer();
  plan.job(digest).weekdays().at('09:00').timezone('America/New_York').onFailure(tellSomebody);
  plan.job(report).monthlyOn(1, '06:30').appendOutputTo('.clockwork/fluent/report.log').runInBackground();
  plan
    .exec('node', ['--version'])
    .everyThirtySeconds()
    .named('node-version')
    .sendOutputTo('.clockwork/fluent/node.txt');
  return plan;
}
// #endregion schedule

const pruneTokens: Command = ([days = '30'], { write }) => write(`tokens older than ${days} days pruned\n`);
const warmCache = () => 'cache warm';
const digest = () => 'digest written';
const report = ({ slot }: { slot: number }) =>
  `report of the month before ${new Date(slot).toISOString().slice(0, 10)}`;
const tellSomebody = ({ job, error }: { job: string; error?: Error }) => console.error(`${job}: ${error?.message}`);
