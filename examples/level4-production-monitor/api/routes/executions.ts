import { Type } from 'typebox';
import type { RunState } from '../../../scheduler/index.ts';
import type { Monitor } from '../../monitor.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { readInstant } from '../instant.ts';
import { ApiError } from '../problem.ts';
import { type Api, answers } from '../route.ts';
import { Execution, ExecutionDetail, ExecutionStatus, page, RowId, TaskId } from '../schemas.ts';
import { viewExecution, viewExecutionDetail } from '../view.ts';

const viewer = { config: { role: 'viewer' as const } };
const admin = { config: { role: 'admin' as const } };
const params = Type.Object({ id: RowId });

const filters = {
  status: Type.Optional(ExecutionStatus),
  from: Type.Optional(Type.String({ format: 'date-time', description: 'Slots from here on.' })),
  to: Type.Optional(Type.String({ format: 'date-time', description: 'Slots before here.' })),
  cursor: Type.Optional(Type.String({ maxLength: 1_000 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })),
};

interface Query {
  task?: string;
  status?: string;
  from?: string;
  to?: string;
  cursor?: string;
  limit?: number;
}

export function executionRoutes(api: Api, { engine }: Monitor): void {
  const list = async ({ task, status, from, to, cursor, limit = 50 }: Query) => {
    const runs = await engine.history({
      ...(task !== undefined && { job: task }),
      ...(status !== undefined && { states: [status as RunState] }),
      ...(from !== undefined && { from: readInstant(from, 'from') }),
      ...(to !== undefined && { to: readInstant(to, 'to') }),
      ...(cursor !== undefined && { after: decodeCursor(cursor) }),
      // One more than asked for says whether there is another page.
      limit: limit + 1,
    });
    const items = runs.slice(0, limit);
    const last = items.at(-1);
    return { items: items.map(viewExecution), next: runs.length > limit && last ? encodeCursor(last) : null };
  };

  const find = async (id: string) => {
    const run = await engine.run(id);
    if (run) return run;
    throw new ApiError(404, 'unknown-execution', `there is no execution "${id}"`, 'id');
  };

  const pages = answers({ 200: page(Execution) });

  api.get(
    '/api/executions',
    {
      ...viewer,
      schema: {
        tags: ['executions'],
        summary: 'History, the latest slot first',
        querystring: Type.Object({ task: Type.Optional(TaskId), ...filters }, { additionalProperties: false }),
        response: pages,
      },
    },
    (request) => list(request.query as Query),
  );

  api.get(
    '/api/tasks/:id/executions',
    {
      ...viewer,
      schema: {
        tags: ['executions'],
        summary: `One task's history`,
        params: Type.Object({ id: TaskId }),
        querystring: Type.Object(filters, { additionalProperties: false }),
        response: pages,
      },
    },
    async (request) => {
      const { id } = request.params;
      const answer = await list({ ...(request.query as Query), task: id });
      // A task that was removed leaves its history; one that never was has none.
      if (answer.items.length > 0 || (await engine.job(id))) return answer;
      throw new ApiError(404, 'unknown-task', `there is no task "${id}"`, 'id');
    },
  );

  api.get(
    '/api/executions/:id',
    {
      ...viewer,
      schema: {
        tags: ['executions'],
        summary: 'One execution, with its log',
        params,
        response: answers({ 200: ExecutionDetail }),
      },
    },
    async (request) => viewExecutionDetail(await find(request.params.id)),
  );

  api.post(
    '/api/executions/:id/cancel',
    {
      ...admin,
      schema: {
        tags: ['executions'],
        summary: 'Stop an execution',
        params,
        response: answers({ 202: Type.Object({ cancelled: Type.Literal(true) }) }),
      },
    },
    async ({ params: { id } }, reply) => {
      const run = await find(id);
      if (!(await engine.cancel(id)))
        throw new ApiError(409, 'already-ended', `execution "${id}" has ended: ${run.state}`);
      return reply.code(202).send({ cancelled: true as const });
    },
  );
}
