import { Type } from 'typebox';
import type { Monitor } from '../../monitor.ts';
import type { EventStream } from '../event-stream.ts';
import { ApiError } from '../problem.ts';
import { type Api, answers } from '../route.ts';

const viewer = { config: { role: 'viewer' as const } };

/** For machines: is it alive, can it work, how is it going, what is happening. */
export function healthRoutes(api: Api, { readiness, metrics }: Monitor, stream: EventStream): void {
  api.get(
    '/healthz',
    {
      schema: {
        tags: ['health'],
        summary: 'The process is alive',
        security: [],
        response: answers({ 200: Type.Object({ alive: Type.Literal(true) }) }),
      },
    },
    async () => ({ alive: true as const }),
  );

  api.get(
    '/readyz',
    {
      schema: {
        tags: ['health'],
        summary: 'It can do its work',
        security: [],
        response: answers({ 200: Type.Object({ ready: Type.Literal(true) }) }),
      },
    },
    async () => {
      if (readiness.reason !== null) throw new ApiError(503, 'not-ready', readiness.reason);
      return { ready: true as const };
    },
  );

  api.get(
    '/metrics',
    { ...viewer, schema: { tags: ['health'], summary: 'For Prometheus', produces: ['text/plain'] } },
    async (_request, reply) => reply.type(metrics.contentType).send(await metrics.read()),
  );

  api.get(
    '/api/me',
    {
      ...viewer,
      schema: {
        tags: ['overview'],
        summary: 'Who the token makes you',
        response: answers({ 200: Type.Object({ name: Type.String(), role: Type.Enum(['viewer', 'admin']) }) }),
      },
    },
    async ({ visitor }) => ({ ...visitor }),
  );

  api.get(
    '/api/events',
    {
      ...viewer,
      schema: {
        tags: ['overview'],
        summary: 'What happens, as server-sent events',
        produces: ['text/event-stream'],
        headers: Type.Object({ 'last-event-id': Type.Optional(Type.Integer({ minimum: 0 })) }),
      },
    },
    async (request, reply) => stream.attach(reply, request.headers['last-event-id']),
  );
}
