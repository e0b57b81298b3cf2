import { systemClock } from '../../scheduler/clock/system-clock.ts';
import { runEntry } from '../../shared/entry.ts';
import { openConnection } from '../connection.ts';
import { openDesk } from '../desk/open.ts';
import { readSettings } from '../settings.ts';
import { catalogue } from '../tasks/catalogue.ts';
import { startWorkers } from '../worker/app.ts';
import { deskHandlers } from '../worker/handlers/index.ts';
import { deskFlows } from './desk-flows.ts';
import { flowPayloads } from './prepare.ts';
import { openFlows, type StartedFlow } from './start.ts';
import { drawTree } from './tree.ts';

await runEntry(async () => {
  console.log('Four flows, one after the other, with a worker of their own. A few seconds, then it ends by itself.');
  const { directory, databaseUrl } = readSettings(process.env);
  const { connection, onError, close } = await openConnection(process.env, { clock: systemClock, say: console.log });
  const desk = await openDesk({ directory, url: databaseUrl }, systemClock);
  const workers = await startWorkers({
    connection,
    catalogue,
    handlers: deskHandlers(desk.world),
    contracts: Object.values(catalogue),
    concurrency: () => 4,
    clock: systemClock,
    preparePayload: flowPayloads(deskFlows),
    onError,
  });
  const flows = openFlows(deskFlows, { connection, onError });

  const show = async (title: string, flow: StartedFlow<unknown>) => {
    console.log(`\n${title}`);
    const before = await flow.tree();
    const outcome = await flow.result().then(
      (result) => `Result: ${JSON.stringify(result)}`,
      (error: Error) => `Failed: ${error.message}`,
    );
    console.log(`${drawTree(before)}\n\n${drawTree(await flow.tree())}\n${outcome}`);
  };

  await show(
    'A chain: each step works on the result of the one before.',
    await flows.start('runningTotal', { start: 1 }),
  );
  const recipients = ['ada@example.com', 'nobody@example.invalid', 'grace@example.com'];
  await show('A group that collects: one fails, the others count.', await flows.start('mailRound', { recipients }));
  await show('A chord, and a chain after it.', await flows.start('monthEnd', { to: 'desk@example.com' }));
  await show(
    'A chord that fails fast: the same failure, and nothing comes of it.',
    await flows.start('strictMailRound', { recipients }),
  );

  await flows.close();
  await workers.stop(5_000);
  await desk.close();
  await close();
});
