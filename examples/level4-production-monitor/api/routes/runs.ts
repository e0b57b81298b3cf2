import { Type } from 'typebox';
import { toTrigger } from '../../../scheduler/index.ts';
import { MOST_BACKFILLED } from '../../limits.ts';
import type { Monitor } from '../../monitor.ts';
import { readInstant } from '../instant.ts';
import { ApiError } from '../problem.ts';
import { type Api, answers } from '../route.ts';
import { TaskId } from '../schemas.ts';

const params = Type.Object({ id: TaskId });
const admin = { config: { role: 'admin' as const } };
const closed = { additionalProperties: false };

const Receipt = Type.Object({
  execution: Type.String(),
  decision: Type.Enum(['started', 'queued', 'skipped']),
  respectedOverlap: Type.Boolean(),
});

/** Runs that somebody asks for: one now, or the slots of a time gone by. */
export function runRoutes(api: Api, { engine, clock }: Monitor): void {
  api.post(
    '/api/tasks/:id/run',
    {
      ...admin,
      schema: {
        tags: ['tasks'],
        summary: 'Run a task now',
        params,
        body: Type.Optional(
          Type.Union([Type.Object({ respectOverlap: Type.Optional(Type.Boolean()) }, closed), Type.Null()]),
        ),
        response: answers({ 202: Receipt }),
      },
    },
    async ({ params: { id }, body }, reply) => {
      const { id: execution, ...receipt } = await engine.runNow(id, { respectOverlap: body?.respectOverlap ?? true });
      return reply
        .code(202)
        .header('location', `/api/executions/${encodeURIComponent(execution)}`)
        .send({ execution, ...receipt });
    },
  );

  api.post(
    '/api/tasks/:id/backfill',
    {
      ...admin,
      schema: {
        tags: ['tasks'],
        summary: 'Run the slots of a past time that have not succeeded; each is made up for once',
        params,
        body: Type.Object(
          { from: Type.String({ format: 'date-time' }), to: Type.String({ format: 'date-time' }) },
          closed,
        ),
        response: answers({
          202: Type.Object({ slots: Type.Array(Type.String()), executions: Type.Array(Type.String()) }),
        }),
      },
    },
    async ({ params: { id }, body }, reply) => {
      const [from, to] = [readInstant(body.from, 'from'), readInstant(body.to, 'to')];
      if (from >= to) throw new ApiError(400, 'invalid-request', 'to: expected an instant after `from`', 'to');
      // A slot to come runs by itself when it comes; run ahead of its time, it would run twice.
      if (to > clock.now())
        throw new ApiError(400, 'invalid-request', 'to: expected an instant that has gone by', 'to');
      const job = await engine.job(id);
      if (!job) throw new ApiError(404, 'unknown-task', `there is no task "${id}"`, 'id');
      const known = await engine.history({ job: id, from, to, limit: 2 * MOST_BACKFILLED });
      const settled = known.filter(({ state, cause }) => state === 'success' || cause === 'manual');
      const done = new Set(settled.map(({ slot }) => slot));
      const trigger = toTrigger(job.trigger);
      const slots: number[] = [];
      for (let slot = trigger.next(from - 1); slot !== null && slot < to; slot = trigger.next(slot)) {
        if (done.has(slot)) continue;
        if (slots.length >= MOST_BACKFILLED) {
          throw new ApiError(
            400,
            'invalid-request',
            `to: more than ${MOST_BACKFILLED} slots; ask for a shorter time`,
            'to',
          );
        }
        slots.push(slot);
      }
      const executions: string[] = [];
      for (const slot of slots) executions.push((await engine.runNow(id, { slot, respectOverlap: false })).id);
      return reply.code(202).send({ slots: slots.map((slot) => new Date(slot).toISOString()), executions });
    },
  );
}
