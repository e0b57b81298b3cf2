import { appendFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '../../../../scheduler/index.ts';
import { type Entry, jobs } from '../../../../scheduler/sql/crash/plan.ts';
import { openDatabase } from '../../../../shared/sql/index.ts';
import { handlerOf } from '../../../lifecycle/crash/plan.ts';
import { BullEngine } from '../bull-engine.ts';
import type { ClusterSchema } from '../tables.ts';

/** A node of the cluster, to be killed. What it did and was told it notes in a file of its own, which outlives it. */
const [redisUrl, databaseUrl, node, notebook] = process.argv.slice(2) as [string, string, string, string];
const note = (entry: Entry) => appendFileSync(notebook, `${JSON.stringify(entry)}\n`);

const database = await openDatabase<ClusterSchema>({ url: databaseUrl });
const parts = { redisUrl, database, clock: systemClock, random: Math.random };
const engine = await BullEngine.open({ ...parts, node, role: 'worker' });
for (const { name } of jobs) {
  engine.handle(
    name,
    handlerOf(name, (run) => note({ kind: 'worked', id: run.id }), wait),
  );
}
engine.subscribe((event) => {
  // News of the others' work arrives as well.
  if (event.type === 'run-started' && event.run.node === node) process.stdout.write('working\n');
  if (event.type === 'run-finished') note({ kind: 'told', id: event.run.id, state: event.run.state });
});
process.once('SIGTERM', async () => {
  await engine.stop({ deadlineMs: 5_000 });
  await database.close();
});
await engine.start();
