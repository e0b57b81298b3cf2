import { Cron } from 'croner';
import { every } from '../../trigger/index.ts';
import { LocalEngine } from '../local-engine.ts';

const DAY = 86_400_000;

/** Jobs that all lie ahead, each with a schedule of its own: nothing may be due while it is measured. */
export const idlers: Record<string, (jobs: number) => Promise<unknown>> = {
  clockwork: async (jobs) => {
    const engine = new LocalEngine();
    engine.handle('fire', () => {});
    const anchor = Date.now() + DAY / 2;
    for (let job = 0; job < jobs; job++) {
      await engine.add({ name: `job-${job}`, trigger: every(DAY, { anchor: anchor + job }), handler: 'fire' });
    }
    await engine.start();
    return engine;
  },

  croner: async (jobs) => {
    const ahead = new Date(Date.now() + DAY / 2);
    const at = (job: number) => `${job % 60} ${ahead.getUTCMinutes()} ${ahead.getUTCHours()} * * *`;
    return Array.from({ length: jobs }, (_, job) => new Cron(at(job), { timezone: 'UTC' }, () => {}));
  },
};
