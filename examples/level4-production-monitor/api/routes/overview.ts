import { Type } from 'typebox';
import { findAudit } from '../../door/audit.ts';
import { readStats } from '../../history/stats.ts';
import type { Monitor } from '../../monitor.ts';
import { ApiError } from '../problem.ts';
import { type Api, answers } from '../route.ts';
import { Alert, AuditEntry, Handler, PlannedRun, RowId, Stats } from '../schemas.ts';
import { viewAlert } from '../view.ts';

const viewer = { config: { role: 'viewer' as const } };
const admin = { config: { role: 'admin' as const } };
const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000, default: 100 }));
const closed = { additionalProperties: false };

/** What lies ahead, how it went, what is wrong, who did what. */
export function overviewRoutes(api: Api, monitor: Monitor): void {
  const { engine, handlers, desk, database } = monitor;

  api.get(
    '/api/preview',
    {
      ...viewer,
      schema: {
        tags: ['overview'],
        summary: 'What would run in the coming hours; nothing is run to find out',
        querystring: Type.Object(
          {
            hours: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 24 * 31, default: 24 })),
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 1_000 })),
          },
          closed,
        ),
        response: answers({ 200: Type.Object({ items: Type.Array(PlannedRun) }) }),
      },
    },
    async ({ query }) => {
      const plan = await engine.preview({ hours: query.hours ?? 24, limit: query.limit ?? 1_000 });
      return {
        items: plan.map(({ job, slot, startsAt }) => ({
          task: job,
          slot: new Date(slot).toISOString(),
          startsAt: new Date(startsAt).toISOString(),
        })),
      };
    },
  );

  api.get(
    '/api/stats',
    {
      ...viewer,
      schema: {
        tags: ['overview'],
        summary: 'How it went in the last hours',
        querystring: Type.Object(
          { hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 168, default: 24 })) },
          closed,
        ),
        response: answers({ 200: Stats }),
      },
    },
    ({ query }) => readStats(monitor, query.hours ?? 24),
  );

  api.get(
    '/api/alerts',
    {
      ...viewer,
      schema: {
        tags: ['alerts'],
        summary: 'Open alerts, then the latest closed ones',
        querystring: Type.Object({ limit }, closed),
        response: answers({ 200: Type.Object({ items: Type.Array(Alert) }) }),
      },
    },
    async ({ query }) => ({ items: (await desk.alerts(query.limit ?? 100)).map(viewAlert) }),
  );

  api.post(
    '/api/alerts/:id/ack',
    {
      ...admin,
      schema: {
        tags: ['alerts'],
        summary: 'Somebody is on it: no more reminders',
        params: Type.Object({ id: RowId }),
        response: answers({ 200: Alert }),
      },
    },
    async (request) => {
      const alert = await desk.acknowledge(request.params.id, request.visitor.name);
      if (!alert) throw new ApiError(404, 'unknown-alert', `there is no alert "${request.params.id}"`, 'id');
      if (alert.state === 'closed') throw new ApiError(409, 'already-closed', `alert "${alert.id}" has closed`);
      return viewAlert(alert);
    },
  );

  api.get(
    '/api/handlers',
    {
      ...viewer,
      schema: {
        tags: ['overview'],
        summary: 'What tasks can be made of',
        response: answers({ 200: Type.Object({ items: Type.Array(Handler) }) }),
      },
    },
    async () => ({
      items: handlers.all().map(({ name, description, payload, example }) => ({ name, description, payload, example })),
    }),
  );

  api.get(
    '/api/audit',
    {
      ...admin,
      schema: {
        tags: ['overview'],
        summary: 'Who did what, the latest first',
        querystring: Type.Object({ limit }, closed),
        response: answers({ 200: Type.Object({ items: Type.Array(AuditEntry) }) }),
      },
    },
    async ({ query }) => {
      const entries = await findAudit(database.db, query.limit ?? 100);
      return { items: entries.map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() })) };
    },
  );
}
