import { appendFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { buildMonitor } from '../../build.ts';
import { readConfig } from '../../config.ts';
import { type Entry, handlerNameOf, handlerOf, MOVED, tasks } from './plan.ts';

/**
 * The monitor without its web side, with tasks that take milliseconds, to be killed. It notes in a file, which outlives
 * it, what it did and what it was told. Each life asks for another setting of one task.
 */
const [file, notebook, mode] = process.argv.slice(2);
const note = (entry: Entry) => appendFileSync(notebook!, `${JSON.stringify(entry)}\n`);

const { config } = readConfig({ MONITOR_FILE: file, MONITOR_SAMPLES: 'false', MONITOR_NODE: 'victim' });
const monitor = await buildMonitor(config);
const { engine } = monitor;
for (const { name } of tasks) {
  engine.handle(
    handlerNameOf(name),
    handlerOf(name, (run) => note({ kind: 'worked', id: run.id }), wait),
  );
}
engine.subscribe((event) => {
  if (event.type === 'run-started') process.stdout.write('working\n');
  if (event.type === 'run-finished') note({ kind: 'told', id: event.run.id, state: event.run.state });
});

const known = new Set((await engine.jobs()).map(({ name }) => name));
for (const task of tasks) if (!known.has(task.name)) await engine.add(task);
const { paused, trigger } = (await engine.job(MOVED))!;
const found = { paused, ms: trigger.kind === 'every' ? trigger.ms : 0 };
note({ kind: 'found', setting: found });
note({ kind: 'born', instance: (engine as unknown as { instance: string }).instance, at: Date.now() });
await monitor.start();

const wanted = { paused: !found.paused, ms: found.ms === 100 ? 130 : 100 };
note({ kind: 'asked', setting: { ...found, ms: wanted.ms } });
await engine.reschedule(MOVED, { kind: 'every', ms: wanted.ms });
note({ kind: 'agreed', setting: { ...found, ms: wanted.ms } });
note({ kind: 'asked', setting: wanted });
await (wanted.paused ? engine.pause(MOVED) : engine.resume(MOVED));
note({ kind: 'agreed', setting: wanted });

if (mode === 'last') {
  await wait(500);
  await monitor.stop(5_000);
  await monitor.close();
}
