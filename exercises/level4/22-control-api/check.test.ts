import { check, expect, fc, holdsForAll, Timeline, task, test } from '#kit';
import type { Desk, Job } from './exercise.ts';

const NOW = Date.parse('2026-03-02T10:30:00Z');
const NINE = Date.parse('2026-03-03T09:00:00Z');
const SIX = Date.parse('2026-03-03T06:00:00Z');

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'Next', () => {
    test('the next run is later than the instant asked from', async () => {
      const days = fc.nat(700);
      await holdsForAll(days, (day) => {
        const nine = NINE + day * 86_400_000;
        expect(iso(subject.nextRun('0 9 * * *', nine - 1)), 'of 9 every day, a millisecond before').toBe(iso(nine));
        expect(iso(subject.nextRun('0 9 * * *', nine)), 'at nine itself').toBe(iso(nine + 86_400_000));
      });
    });

    test('an expression that cannot be read is a RangeError that quotes it', () => {
      for (const cron of ['99 * * * *', 'banana', '* *']) {
        expect(
          thrownBy(() => subject.nextRun(cron, NOW)),
          `what "${cron}" gives`,
        ).toBe(`RangeError with "${cron}"`);
      }
    });

    test('an expression that never comes true is a RangeError too', () => {
      const cron = '0 0 31 2 *';
      expect(
        thrownBy(() => subject.nextRun(cron, NOW)),
        'what the 31st of February gives',
      ).toBe(`RangeError with "${cron}"`);
    });
  });

  task(2, 'Change', () => {
    test('a paused job has no next run, a resumed one the next from now', () => {
      expect(told(subject.changed(job(), { paused: true }, NOW)), 'paused').toBe(told(paused()));
      expect(told(subject.changed(paused(), { paused: false }, NOW)), 'resumed').toBe(told(job()));
    });

    test('what was spared by a pause is not made up for', () => {
      const old = { ...paused(), nextAt: null };
      const weekLater = NOW + 7 * 86_400_000;
      const resumed = subject.changed(old, { paused: false }, weekLater);
      expect(iso(resumed.nextAt), 'the next run of a job resumed after a week').toBe(iso(NINE + 7 * 86_400_000));
    });

    test('another expression moves the next run', () => {
      const moved = subject.changed(job(), { cron: '0 6 * * *' }, NOW);
      expect(told(moved), 'the job, moved from nine to six').toBe(told({ ...job(), cron: '0 6 * * *', nextAt: SIX }));
    });

    test('another expression does not wake a paused job', () => {
      const moved = subject.changed(paused(), { cron: '0 6 * * *' }, NOW);
      expect(told(moved), 'a paused job, moved from nine to six').toBe(told({ ...paused(), cron: '0 6 * * *' }));
    });

    test('a bad expression is refused for a paused job too', () => {
      const gives = thrownBy(() => subject.changed(paused(), { cron: '99 * * * *' }, NOW));
      expect(gives, 'what "99 * * * *" gives').toBe('RangeError with "99 * * * *"');
    });
  });

  task(3, 'Serve', () => {
    test('a job can be looked at', async () => {
      const { ask } = world(subject.controlApi, job());
      expect(said(await ask('GET', '/jobs/import')), 'the answer').toBe(said({ status: 200, body: job() }));
    });

    test('pause and resume change the job, and asked twice they do the same', async () => {
      const { ask, stored } = world(subject.controlApi, job());
      for (const [word, after] of [
        ['pause', paused()],
        ['resume', job()],
      ] as const) {
        for (const time of ['once', 'twice']) {
          const answer = await ask('POST', `/jobs/import/${word}`);
          expect(said(answer), `the answer to ${word}, asked ${time}`).toBe(said({ status: 200, body: after }));
          expect(told(stored()), `the job on record, after ${word} ${time}`).toBe(told(after));
        }
      }
    });

    test('a job can be started by hand, paused or not', async () => {
      for (const before of [job(), paused()]) {
        const { ask, started } = world(subject.controlApi, before);
        expect(await ask('POST', '/jobs/import/run'), 'the answer').toEqual({ status: 202, body: { run: 'run 1' } });
        expect(started, 'runs started').toEqual(['import']);
      }
    });

    test('a run by hand leaves the job as it was', async () => {
      for (const before of [job(), paused()]) {
        const { ask, stored } = world(subject.controlApi, before);
        await ask('POST', '/jobs/import/run');
        expect(told(stored()), 'the job on record').toBe(told(before));
      }
    });

    test('a job can be moved', async () => {
      const { ask, stored } = world(subject.controlApi, job());
      const moved = { ...job(), cron: '0 6 * * *', nextAt: SIX };
      const answer = await ask('PUT', '/jobs/import/schedule', { cron: '0 6 * * *' });
      expect(said(answer), 'the answer').toBe(said({ status: 200, body: moved }));
      expect(told(stored()), 'the job on record').toBe(told(moved));
    });

    test('moving a paused job leaves it paused, whatever else the body says', async () => {
      const { ask, stored } = world(subject.controlApi, paused());
      await ask('PUT', '/jobs/import/schedule', { cron: '0 6 * * *', paused: false, id: 'other' });
      expect(told(stored()), 'the job on record').toBe(told({ ...paused(), cron: '0 6 * * *' }));
    });

    test('an unknown id is 404 on every route, and nothing is started', async () => {
      const { ask, started } = world(subject.controlApi, job());
      const statuses = [
        await ask('GET', '/jobs/export'),
        await ask('POST', '/jobs/export/pause'),
        await ask('POST', '/jobs/export/resume'),
        await ask('POST', '/jobs/export/run'),
        await ask('PUT', '/jobs/export/schedule', { cron: '0 6 * * *' }),
      ].map(({ status }) => status);
      expect(statuses, 'the answers to look, pause, resume, run and move').toEqual([404, 404, 404, 404, 404]);
      expect(started, 'runs started').toEqual([]);
    });

    test('a bad expression is 400, and the answer says which field', async () => {
      for (const cron of ['99 * * * *', '0 0 31 2 *']) {
        const { ask } = world(subject.controlApi, job());
        const { status, body } = await ask('PUT', '/jobs/import/schedule', { cron });
        expect(status, `the status for "${cron}"`).toBe(400);
        expect(JSON.stringify(body), 'the answer').toContain('cron');
      }
    });

    test('what is refused leaves no trace', async () => {
      const { ask, stored } = world(subject.controlApi, job());
      await ask('PUT', '/jobs/import/schedule', { cron: '99 * * * *' });
      expect(told(stored()), 'the job on record').toBe(told(job()));
    });

    test('a body without an expression is 400, and changes nothing', async () => {
      for (const body of [{}, { expression: '0 6 * * *' }, { cron: {} }, [], null, undefined]) {
        const { ask, stored } = world(subject.controlApi, job());
        const { status } = await ask('PUT', '/jobs/import/schedule', body);
        expect(status, `the status for the body ${JSON.stringify(body)}`).toBe(400);
        expect(told(stored()), 'the job on record').toBe(told(job()));
      }
    });

    test('to look changes nothing: GET neither pauses nor runs', async () => {
      const { ask, stored, started } = world(subject.controlApi, job());
      for (const word of ['pause', 'resume', 'run', 'schedule']) await ask('GET', `/jobs/import/${word}`);
      expect(told(stored()), 'the job on record').toBe(told(job()));
      expect(started, 'runs started').toEqual([]);
    });
  });
});

function job(): Job {
  return { id: 'import', cron: '0 9 * * *', paused: false, nextAt: NINE };
}

function paused(): Job {
  return { ...job(), paused: true, nextAt: null };
}

function iso(instant: number | null): string {
  return instant === null || Number.isNaN(instant) ? String(instant) : new Date(instant).toISOString();
}

/** In one line, so that a difference can be seen. */
function told(job: Job | undefined): string {
  if (!job) return 'no job';
  return `${job.id}: ${job.cron}, ${job.paused ? 'paused' : 'awake'}, next ${iso(job.nextAt)}`;
}

function said({ status, body }: { status: number; body: Job }): string {
  return `${status} ${told(body)}`;
}

function thrownBy(call: () => unknown): string {
  try {
    return `no error, but ${JSON.stringify(call())}`;
  } catch (thrown) {
    const { name, message } = thrown as Error;
    return `${name} with ${/".*"/.exec(message)?.[0]?.split('" ')[0]?.replace(/"?$/, '"') ?? message}`;
  }
}

/** A desk with one job, and somebody who asks the API. */
function world(controlApi: (desk: Desk) => import('fastify').FastifyInstance, job: Job) {
  const story = new Timeline({ monotonic: () => 0 });
  const jobs = new Map([[job.id, job]]);
  const started: string[] = [];
  const desk: Desk = {
    now: () => NOW,
    find: async (id) => jobs.get(id),
    async save(job) {
      jobs.set(job.id, job);
      story.add(`saved: ${job.id}, ${job.cron}, ${job.paused ? 'paused' : `next ${iso(job.nextAt)}`}`);
    },
    async run(id) {
      started.push(id);
      story.add(`started: ${id}`);
      return `run ${started.length}`;
    },
  };
  const app = controlApi(desk);
  const ask = async (method: 'GET' | 'POST' | 'PUT', url: string, body?: unknown) => {
    const headers = { 'content-type': 'application/json' };
    const sent = body === undefined ? {} : { payload: JSON.stringify(body), headers };
    const response = await app.inject({ method, url, ...sent });
    story.add(`${method} ${url}${body === undefined ? '' : ` ${JSON.stringify(body)}`} → ${response.statusCode}`);
    const isJson = String(response.headers['content-type']).includes('json');
    return { status: response.statusCode, body: isJson ? response.json() : response.body };
  };
  return { ask, started, stored: () => jobs.get(job.id) };
}
