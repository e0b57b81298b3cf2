/** Started by desk.ts, never by hand: one worker in a process of its own, to be killed and stopped at any moment. */
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { JobQueue, ModelWorker } from '#kit';
import { systemClock } from '../../../../examples/scheduler/clock/system-clock.ts';
import { type Bank, BankAway, NoSuchAccount, type RefundShop } from '../shop.ts';
import { isHopeless, timesAway } from '../story.ts';
import { FileLedger } from './file-ledger.ts';
import { LOCK_MS, type Place } from './place.ts';

const [program = '', placeText = '{}'] = process.argv.slice(2);
const { name, redisUrl, refunds, letters: letterQueue, ledgerFile } = JSON.parse(placeText) as Place;
const shop = (await import(pathToFileURL(program).href)) as RefundShop;

const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
const ledger = new FileLedger(ledgerFile, name);
const queue = new Queue(refunds, { connection }) as unknown as JobQueue;
const letters = new Queue(letterQueue, { connection }) as unknown as JobQueue;
const say = (type: string, note: string) => void process.send?.({ type, note, at: Date.now() });

const bank: Bank = {
  async check(refund) {
    const asked = ledger.countCheck(refund);
    await wait(50 + Math.random() * 400);
    if (isHopeless(refund.order)) throw new NoSuchAccount(`${refund.order} goes to an account that does not exist`);
    if (asked <= timesAway(refund.order)) throw new BankAway('the bank is away');
  },
};

shop.runWorker({
  ...{ clock: systemClock, ledger, bank, letters },
  work: (processor) => {
    const process = (job: Parameters<typeof processor>[0]) => {
      say('takes', job.data.order);
      return processor(job);
    };
    const options = { connection, concurrency: 3, lockDuration: LOCK_MS, stalledInterval: LOCK_MS };
    return new Worker(refunds, process as never, options).on('error', () => {}) as unknown as ModelWorker;
  },
});
say('is ready', '');

process.on('disconnect', () => process.exit(0));
for (;;) {
  await wait(1_000);
  await shop.sweep(queue, letters).catch((error) => say('cannot sweep', String(error)));
}
