import { systemClock } from '../../scheduler/clock/system-clock.ts';
import { runEntry } from '../../shared/entry.ts';
import { runUntilStopped } from '../../shared/shutdown.ts';
import { openConnection } from '../connection.ts';
import { readSchedule } from '../schedule/table.ts';
import { clockTime } from '../times.ts';
import { startBeat } from './app.ts';
import { changeReport, scheduleReport, variableReport } from './report.ts';

const clock = systemClock;
const say = (line: string) => console.log(`${clockTime(clock.now())}  ${line}`);

await runEntry(async () => {
  if (process.argv.includes('--help')) {
    console.log('npm run beat: puts the schedule into Redis and keeps it there. It runs no task.\n');
    console.log(variableReport(readSchedule({})));
    return;
  }
  const table = readSchedule(process.env);
  say('Beat publishes the schedule; workers do the work. Stop with Ctrl+C.');
  console.log(`\n${scheduleReport(table, clock.now())}\n`);

  const { connection, onError, close } = await openConnection(process.env, { clock, say });
  let first = true;
  const beat = startBeat({
    connection,
    table,
    clock,
    onError,
    onReconciled(result) {
      for (const line of changeReport(result)) say(line);
      if (first && result.unchanged.length > 0) say(`${result.unchanged.length} schedules were as they should be.`);
      first = false;
    },
  });

  await runUntilStopped(async () => {
    await beat.stop();
    await close();
    say('Beat has stopped. The schedules stay in Redis: workers keep them going without it.');
  }, 5_000);
});
