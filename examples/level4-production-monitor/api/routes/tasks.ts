import { Type } from 'typebox';
import {
  type JobDefinition,
  resolveOptions,
  sameTrigger,
  type TriggerData,
  toTrigger,
} from '../../../scheduler/index.ts';

import { nearest } from '../../../shared/nearest.ts';
import type { Monitor } from '../../monitor.ts';
import { readInstant } from '../instant.ts';
import { ApiError } from '../problem.ts';
import { type Api, answers } from '../route.ts';
import {
  NewTask,
  Task,
  TaskId,
  type TaskJson,
  TaskPatch,
  TaskReplacement,
  Trigger,
  type TriggerJson,
} from '../schemas.ts';
import { taskList } from '../task-list.ts';
import { viewTask } from '../view.ts';

const params = Type.Object({ id: TaskId });
const viewer = { config: { role: 'viewer' as const } };
const admin = { config: { role: 'admin' as const } };

export function taskRoutes(api: Api, monitor: Monitor): void {
  const { engine, handlers, recent, config, clock } = monitor;

  const view = async (id: string): Promise<TaskJson> => {
    const job = await engine.job(id);
    if (job) return viewTask(job, recent, config.thresholds, clock.now());
    const known = (await engine.jobs()).map(({ name }) => name);
    const hint = known.length > 0 ? ` (nearest: ${nearest(id, known).join(', ')})` : '';
    throw new ApiError(404, 'unknown-task', `there is no task "${id}"${hint}`, 'id');
  };

  const list = taskList(monitor);
  api.get(
    '/api/tasks',
    {
      ...viewer,
      schema: {
        tags: ['tasks'],
        summary: 'Every task',
        response: answers({ 200: Type.Object({ items: Type.Array(Task) }) }),
      },
      serializerCompiler: () => String,
    },
    (_request, reply) => {
      const made = list();
      reply.type('application/json; charset=utf-8');
      return typeof made === 'string' ? reply.send(made as never) : (made as Promise<never>);
    },
  );

  api.post(
    '/api/tasks',
    { ...admin, schema: { tags: ['tasks'], summary: 'A new task', body: NewTask, response: answers({ 201: Task }) } },
    async (request, reply) => {
      const { id, ...rest } = request.body;
      handlers.check(rest.handler, rest.payload ?? null);
      await engine.add(definitionOf(id, rest));
      return reply
        .code(201)
        .header('location', `/api/tasks/${id}`)
        .send(await view(id));
    },
  );

  api.get(
    '/api/tasks/:id',
    { ...viewer, schema: { tags: ['tasks'], summary: 'One task', params, response: answers({ 200: Task }) } },
    (request) => view(request.params.id),
  );

  api.put(
    '/api/tasks/:id',
    {
      ...admin,
      schema: {
        tags: ['tasks'],
        summary: 'Replace a task',
        params,
        body: TaskReplacement,
        response: answers({ 200: Task }),
      },
    },
    async ({ params: { id }, body }) => {
      const current = await view(id);
      handlers.check(body.handler, body.payload ?? null);
      const definition = definitionOf(id, body);
      const { trigger, options } = definition;
      await change(id, current, { trigger, paused: body.paused ?? false });
      await engine.update(id, {
        handler: body.handler,
        payload: body.payload ?? null,
        options: resolveOptions(options),
      });
      return view(id);
    },
  );

  api.patch(
    '/api/tasks/:id',
    {
      ...admin,
      schema: {
        tags: ['tasks'],
        summary: 'Change part of a task',
        params,
        body: TaskPatch,
        response: answers({ 200: Task }),
      },
    },
    async ({ params: { id }, body }) => {
      const current = await view(id);
      const { handler = current.handler, payload = current.payload, options } = body;
      handlers.check(handler, payload);
      if (options) resolveOptions(options as JobDefinition['options']);
      const trigger = body.trigger && triggerOf(body.trigger);
      if (trigger) toTrigger(trigger);
      await change(id, current, { trigger, paused: body.paused });
      await engine.update(id, {
        handler,
        payload,
        ...(options && { options: { ...current.options, ...options } as JobDefinition['options'] & {} }),
      });
      return view(id);
    },
  );

  api.delete(
    '/api/tasks/:id',
    {
      ...admin,
      schema: {
        tags: ['tasks'],
        summary: 'Remove a task; its history stays',
        params,
        response: answers({ 204: Type.Null() }),
      },
    },
    async ({ params: { id } }, reply) => {
      await view(id);
      await engine.remove(id);
      return reply.code(204).send(null);
    },
  );

  for (const verb of ['pause', 'resume'] as const) {
    api.post(
      `/api/tasks/:id/${verb}`,
      { ...admin, schema: { tags: ['tasks'], summary: SUMMARY[verb], params, response: answers({ 200: Task }) } },
      async ({ params: { id } }) => {
        await view(id);
        await engine[verb](id);
        return view(id);
      },
    );
  }

  api.post(
    '/api/tasks/:id/reschedule',
    {
      ...admin,
      schema: {
        tags: ['tasks'],
        summary: 'A new trigger; a paused task stays paused',
        params,
        body: Type.Object({ trigger: Trigger }, { additionalProperties: false }),
        response: answers({ 200: Task }),
      },
    },
    async ({ params: { id }, body }) => {
      await view(id);
      await engine.reschedule(id, triggerOf(body.trigger));
      return view(id);
    },
  );

  async function change(
    id: string,
    current: TaskJson,
    wanted: { trigger?: TriggerData | undefined; paused?: boolean | undefined },
  ) {
    // A schedule that stays is left alone: beginning anew would forget what a pause has missed, and refuse what has run.
    if (wanted.trigger && !sameTrigger(current.trigger, wanted.trigger)) await engine.reschedule(id, wanted.trigger);
    if (wanted.paused === true && !current.paused) await engine.pause(id);
    if (wanted.paused === false && current.paused) await engine.resume(id);
  }
}

const SUMMARY = {
  pause: 'Pause a task: what runs goes on, nothing new begins',
  resume: 'Resume a task: it makes up at most once for what it missed',
};

function triggerOf(trigger: TriggerJson): TriggerData {
  return trigger.kind === 'at'
    ? { ...trigger, date: readInstant(trigger.date, 'trigger.date') }
    : (trigger as TriggerData);
}

type Body = { handler: string; payload?: unknown; trigger: TriggerJson; options?: unknown; paused?: boolean };

function definitionOf(
  name: string,
  { handler, payload = null, trigger, options = {}, paused = false }: Body,
): JobDefinition {
  return {
    name,
    handler,
    payload,
    trigger: triggerOf(trigger),
    options: options as NonNullable<JobDefinition['options']>,
    paused,
  };
}
