import { systemClock } from '../../scheduler/clock/system-clock.ts';
import { paint } from '../../shared/console.ts';
import { runEntry } from '../../shared/entry.ts';
import { runUntilStopped } from '../../shared/shutdown.ts';
import { openConnection } from '../connection.ts';
import { openDesk } from '../desk/open.ts';
import { deskFlows } from '../flows/desk-flows.ts';
import { flowPayloads } from '../flows/prepare.ts';
import { readSettings } from '../settings.ts';
import { catalogue } from '../tasks/catalogue.ts';
import { clockTime } from '../times.ts';
import { startWorkers } from './app.ts';
import { parseWorkerArguments, usage } from './arguments.ts';
import { deskHandlers } from './handlers/index.ts';
import { runLine } from './report.ts';

/** How long running jobs get to finish after Ctrl+C; what is not done by then goes back into its queue. */
const GRACE_MS = 10_000;

const clock = systemClock;
const say = (line: string) => console.log(`${clockTime(clock.now())}  ${line}`);

await runEntry(async () => {
  if (process.argv.includes('--help')) {
    console.log(usage(catalogue));
    return;
  }
  const settings = readSettings(process.env);
  const { contracts, concurrency, profile } = parseWorkerArguments(process.argv.slice(2), catalogue);
  say(`A worker of profile ${profile} takes ${contracts.length} queues. Stop with Ctrl+C.`);

  const desk = await openDesk({ directory: settings.directory, url: settings.databaseUrl }, clock);
  const { connection, onError, close } = await openConnection(process.env, { clock, say });
  const workers = await startWorkers({
    connection,
    catalogue,
    handlers: deskHandlers(desk.world),
    contracts,
    concurrency,
    clock,
    onError,
    preparePayload: flowPayloads(deskFlows),
    onRun: (run) => say(runLine(run)),
  });

  await runUntilStopped(async () => {
    say(paint('gray', `Stopping: no new jobs, up to ${GRACE_MS / 1_000} s for those that run.`));
    const { handedBack } = await workers.stop(GRACE_MS);
    await desk.close();
    await close();
    say(
      handedBack > 0
        ? `Stopped. ${handedBack} jobs went back into their queues.`
        : 'Stopped. No job was left unfinished.',
    );
  }, GRACE_MS + 5_000);
});
