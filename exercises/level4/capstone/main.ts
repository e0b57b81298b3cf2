import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { TodoError } from '#kit';
import { MonitorStore } from './store.ts';
import type { World } from './world.ts';

/** One life of the monitor, in a process of its own: `main.ts <folder> <program> <failing from> <failing until>`. */
const [folder = '', program = '', failFrom = '0', failUntil = '0'] = process.argv.slice(2);
const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort());

/** Written at once and outside of the store, so that nothing that was done can be denied. */
const trace = (deed: object) =>
  appendFileSync(join(folder, 'deeds.jsonl'), `${JSON.stringify({ ...deed, at: Date.now() })}\n`);

const world: World = {
  store: new MonitorStore(join(folder, 'monitor.db')),
  keys: { admin: 'the-key-of-the-admin', viewer: 'the-key-of-a-viewer' },
  now: Date.now,
  async work(job, slot) {
    trace({ what: 'begins', job, slot });
    await later(job === 'slow' ? 1_600 : 80);
    if (job === 'flaky' && slot >= Number(failFrom) && slot < Number(failUntil))
      throw new Error('the upstream is away');
    trace({ what: 'ends', job, slot });
  },
  async page(job, what) {
    trace({ what: 'pages', job, page: what });
  },
  listening: (port) => console.log(`listening ${port}`),
  stop: stopping.signal,
};

try {
  const { live } = (await import(pathToFileURL(program).href)) as { live(world: World): Promise<void> };
  await live(world);
  process.exit(0);
} catch (error) {
  console.error(error instanceof TodoError ? error.message : error);
  process.exit(error instanceof TodoError ? 3 : 1);
}
