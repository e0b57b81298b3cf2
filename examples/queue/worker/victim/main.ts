import { systemClock } from '../../../scheduler/clock/system-clock.ts';
import { openDesk } from '../../desk/open.ts';
import { catalogue } from '../../tasks/catalogue.ts';
import { connect, ignore } from '../../testing.ts';
import { startWorkers } from '../app.ts';
import type { Handler } from '../handler.ts';
import { deskHandlers } from '../handlers/index.ts';
import { blockUntilThere, releaseFile, type VictimOptions } from './spawn.ts';

/**
 * A worker in a process of its own, made to come to grief. It says what it does, so that a test can strike at the right
 * moment: `called` before the effect, `applied` after it.
 */
const { redisUrl, directory, databaseUrl, mishap, lockMs } = JSON.parse(process.argv[2] as string) as VictimOptions;

const { world } = await openDesk({ directory, url: databaseUrl }, systemClock);
const handlers = deskHandlers(world);

const sendEmail: Handler<typeof catalogue.sendEmail> = async (payload, context) => {
  console.log(`called ${context.jobId}`);
  if (mishap === 'hang before the effect') await new Promise(ignore);
  const { jobId, slot, dueAt, attempt, signal } = context;
  const key = mishap === 'no key' ? `${context.key} ${process.pid} ${performance.now()}` : context.key;
  const effect = { jobId, key, slot, dueAt, attempt, signal, log: async () => {} };
  const result = await handlers.sendEmail(payload, effect);
  console.log(`applied ${context.jobId}`);
  if (mishap === 'hang after the effect' || mishap === 'no key') await new Promise(ignore);
  if (mishap === 'block the loop') {
    blockUntilThere(releaseFile({ directory }));
    console.log(`unblocked ${jobId}`);
  }
  return result;
};

await startWorkers({
  connection: connect(redisUrl),
  catalogue,
  handlers: { ...handlers, sendEmail },
  contracts: [catalogue.sendEmail],
  concurrency: () => 2,
  clock: systemClock,
  lockMs,
  onError: ignore,
});
console.log('ready');
