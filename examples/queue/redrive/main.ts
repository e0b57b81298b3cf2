import { parseArgs } from 'node:util';
import { systemClock } from '../../scheduler/clock/system-clock.ts';
import { table } from '../../shared/console.ts';
import { runEntry } from '../../shared/entry.ts';
import { nearest } from '../../shared/nearest.ts';
import { openConnection } from '../connection.ts';
import { QueueError } from '../errors.ts';
import { catalogue } from '../tasks/catalogue.ts';
import { dateTime } from '../times.ts';
import { readLetters, redrive } from './redrive.ts';

const usage = `npm run queue:redrive                      lists the dead letters
npm run queue:redrive -- --all             sends all of them to their queues again
npm run queue:redrive -- --queue <name>    those of one queue
npm run queue:redrive -- --job <id>        one of them`;

const options = {
  all: { type: 'boolean' },
  queue: { type: 'string' },
  job: { type: 'string' },
  help: { type: 'boolean' },
} as const;

await runEntry(async () => {
  const { values } = parseArgs({ options });
  if (values.help) {
    console.log(usage);
    return;
  }
  const known = Object.values(catalogue).map(({ name }) => name as string);
  if (values.queue !== undefined && !known.includes(values.queue)) {
    const text = `There is no queue "${values.queue}". Nearest: ${nearest(values.queue, known).join(', ')}`;
    throw new QueueError('unknown-queue', text);
  }

  const { connection, onError, close } = await openConnection(process.env, { clock: systemClock, say: console.log });
  const access = { connection, catalogue, onError };
  const letters = await readLetters(access, values);
  if (values.job !== undefined && letters.length === 0) {
    throw new QueueError('bad-argument', `There is no dead letter "${values.job}". Without options all are listed.`);
  }
  console.log(
    letters.length === 0
      ? 'No dead letters.'
      : table(
          letters.map(({ id, queue, attempts, failedAt, error }) => {
            return { job: id, queue, attempts, failed: dateTime(failedAt), error };
          }),
        ),
  );
  if (values.all || values.queue !== undefined || values.job !== undefined) {
    const { sent, left } = await redrive(access, letters);
    console.log(
      `\nSent again: ${sent.length}. Each keeps its effect key, so an effect it already had is not repeated.`,
    );
    for (const { letter, why } of left) console.log(`Left where it is: ${letter.id}, ${why}.`);
  } else if (letters.length > 0) {
    console.log(`\n${usage}`);
  }
  await close();
});
