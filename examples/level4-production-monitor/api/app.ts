import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, { type FastifyInstance } from 'fastify';
import { dashboardPlugin } from '../dashboard/plugin.ts';
import { guard } from '../door/guard.ts';
import { securityHeaders } from '../door/security-headers.ts';
import type { Keys } from '../door/tokens.ts';
import type { Monitor } from '../monitor.ts';
import { EventStream } from './event-stream.ts';
import { idempotency } from './idempotency.ts';
import { goLive } from './live.ts';
import { ApiError, isRefusal, sendProblem } from './problem.ts';
import { executionRoutes } from './routes/executions.ts';
import { healthRoutes } from './routes/health.ts';
import { overviewRoutes } from './routes/overview.ts';
import { runRoutes } from './routes/runs.ts';
import { taskRoutes } from './routes/tasks.ts';
import { buildValidator } from './validator.ts';

const LARGEST_BODY = 256 * 1_024;

export interface AppOptions {
  /** Hears of every error that is ours. Fastify's own logger would cost each request what only a failing one uses. */
  readonly onTrouble?: (error: unknown) => void;
}

/** The monitor's web side. Building it opens no port and starts no task. */
export async function buildApp(
  monitor: Monitor,
  keys: Keys,
  { onTrouble = () => {} }: AppOptions = {},
): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: LARGEST_BODY,
    // A request that dawdles holds a connection that others wait for.
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 300 },
    // An address that cannot be read is answered like every other mistake, though it reaches no route.
    frameworkErrors: (error, request, reply) => sendProblem(error, request, reply),
    schemaController: { compilersFactory: { buildValidator } },
    ajv: { customOptions: { discriminator: true, coerceTypes: 'array', removeAdditional: false, allErrors: false } },
  }).withTypeProvider<TypeBoxTypeProvider>();

  app.decorate('trouble', onTrouble);
  app.setErrorHandler((error, request, reply) => {
    // Whatever fails while the database is away fails because of that: worth another try, and no mistake of ours.
    const { reason } = monitor.readiness;
    const away = reason !== null && !isRefusal(error);
    return sendProblem(away ? new ApiError(503, 'not-ready', reason) : error, request, reply);
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(
      new ApiError(404, 'unknown-route', `there is nothing at ${request.method} ${request.url}`),
      request,
      reply,
    ),
  );

  securityHeaders(app);
  await app.register(rateLimit, {
    global: false,
    max: monitor.config.requestsPerMinute,
    timeWindow: 60_000,
    // The address of the connection: a header that names one is whatever the sender likes.
    keyGenerator: ({ socket }) => socket.remoteAddress ?? '',
    errorResponseBuilder: tooMany,
    // Told to whoever has gone too far, and not with every answer.
    addHeadersOnExceeding: NO_HEADERS,
  });
  // Before the guard, so that guessing tokens is slowed down like everything else.
  app.addHook('onRequest', app.rateLimit());
  guard(app, monitor, keys);
  idempotency(app, monitor);
  await app.register(swagger, { openapi: OPENAPI });
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true });

  const stream = new EventStream();
  const hangUp = goLive(monitor, stream);
  app.addHook('preClose', async () => {
    hangUp();
    stream.close();
  });

  await app.register(async (scope) => {
    const api = scope.withTypeProvider<TypeBoxTypeProvider>();
    taskRoutes(api, monitor);
    runRoutes(api, monitor);
    executionRoutes(api, monitor);
    overviewRoutes(api, monitor);
    healthRoutes(api, monitor, stream);
  });
  await app.register(dashboardPlugin);
  return app as unknown as FastifyInstance;
}

const NO_HEADERS = { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false };

const OPENAPI = {
  openapi: '3.1.0',
  info: {
    title: 'Clockwork monitor',
    version: '1.0.0',
    description: 'Tasks, their executions and what became of them. Errors are `application/problem+json`.',
  },
  components: { securitySchemes: { token: { type: 'http' as const, scheme: 'bearer' } } },
  security: [{ token: [] }],
};

function tooMany(_request: unknown, { after }: { after: string }): Error {
  return new ApiError(429, 'too-many-requests', `too many requests from this address: try again in ${after}`);
}
