import { Cron } from 'croner';
import cron from 'node-cron';
import { MemoryStore } from '../../store/memory-store.ts';
import { cron as cronTrigger } from '../../trigger/index.ts';
import { LocalEngine } from '../local-engine.ts';

/** Called at each start with the instant for which it was scheduled. */
export type Fired = (slot: number) => void;

const EVERY_SECOND = '* * * * * *';

/** The same ten thousand jobs, started on each scheduler. Each is measured in a process of its own. */
export const contenders: Record<string, (jobs: number, fired: Fired) => unknown> = {
  clockwork: async (jobs, fired) => {
    const engine = new LocalEngine({ store: new MemoryStore({ keepPerJob: 10 }) });
    engine.handle('fire', (run) => fired(run.slot));
    for (let job = 0; job < jobs; job++) {
      await engine.add({ name: `job-${job}`, trigger: cronTrigger(EVERY_SECOND), handler: 'fire' });
    }
    await engine.start();
  },

  // Not a scheduler but the floor under all of them: one timer a second, and what the machine adds by itself.
  'bare timer': (jobs, fired) => {
    const ring = (slot: number) => {
      for (let job = 0; job < jobs; job++) fired(slot);
      setTimeout(() => ring(slot + 1000), slot + 1000 - Date.now());
    };
    const first = Math.ceil(Date.now() / 1000) * 1000;
    setTimeout(() => ring(first), first - Date.now());
  },

  // It does not say for which second it fired: taken to be the present one, in its favour.
  croner: (jobs, fired) => {
    const fire = () => fired(Math.floor(Date.now() / 1000) * 1000);
    for (let job = 0; job < jobs; job++) new Cron(EVERY_SECOND, { timezone: 'UTC' }, fire);
  },

  'node-cron': (jobs, fired) => {
    for (let job = 0; job < jobs; job++) {
      cron.schedule(EVERY_SECOND, ({ date }) => fired(date.getTime()), { timezone: 'UTC' });
    }
  },
};
