import { appendFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { LocalEngine } from '../../engine/local-engine.ts';
import { openStore } from '../testing.ts';
import { type Entry, jobs } from './plan.ts';

/**
 * The process that is killed. It notes in a file, which outlives it: that a life began, that work was done, and that
 * it was told of an end. A line on stdout says that it is at work.
 */
const [database, notebook, mode] = process.argv.slice(2);
const note = (entry: Entry) => appendFileSync(notebook!, `${JSON.stringify(entry)}\n`);

const { store, close } = await openStore(database!.startsWith('postgres:') ? { url: database! } : { file: database! });
const engine = new LocalEngine({ store });
engine.subscribe((event) => {
  if (event.type === 'run-started') process.stdout.write('working\n');
  if (event.type === 'run-finished') note({ kind: 'told', id: event.run.id, state: event.run.state });
});
for (const { name, trigger, options, takesMs, failsFirst } of jobs) {
  await engine.schedule(
    name,
    trigger,
    async (run) => {
      if (failsFirst && run.attempt === 1) throw new Error('the first attempt fails');
      note({ kind: 'worked', id: run.id });
      if (takesMs > 0) await wait(takesMs);
    },
    options,
  );
}
note({ kind: 'born', instance: engine.instance, at: Date.now() });
await engine.start();
if (mode === 'last') {
  await wait(500);
  await engine.stop();
  await close();
}
