import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../api/problem.ts';
import type { Monitor } from '../monitor.ts';
import { insertAudit } from './audit.ts';
import { hostAllowed } from './bind.ts';
import { admit, type Keys, type Role, type Visitor } from './tokens.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may use the route. A route without it is open: the dashboard's own files, health and readiness. */
    role?: Role;
  }
  interface FastifyRequest {
    visitor: Visitor;
  }
}

const NOBODY: Visitor = { name: 'nobody', role: 'viewer' };

/** Every request passes here first: is it addressed to us, who sends it, may they, and what did they do. */
export function guard(app: FastifyInstance, { config, database, clock }: Monitor, keys: Keys): void {
  app.decorateRequest('visitor');

  app.addHook('onRequest', async (request, reply) => {
    request.visitor = NOBODY;
    if (!hostAllowed(request.headers.host, config)) {
      throw new ApiError(
        421,
        'unknown-host',
        `Host: "${request.headers.host ?? ''}" is not a name of this monitor`,
        'Host',
      );
    }
    const { role } = request.routeOptions.config;
    if (role === undefined) return;
    const visitor = admit(keys, bearer(request));
    if (!visitor) {
      reply.header('www-authenticate', 'Bearer realm="clockwork monitor"');
      throw new ApiError(
        401,
        'unauthenticated',
        'Authorization: expected `Bearer <token>` with a token of this monitor',
      );
    }
    request.visitor = visitor;
    if (role === 'admin' && visitor.role !== 'admin') {
      throw new ApiError(403, 'forbidden', `this takes the admin's token; yours is a ${visitor.role}'s`);
    }
  });

  app.addHook('onResponse', async (request, reply) => {
    if (request.method === 'GET' || request.method === 'HEAD' || request.routeOptions.config.role === undefined) return;
    const { name, role } = request.visitor;
    const action = `${request.method} ${request.routeOptions.url ?? ''}`;
    const target = request.url.slice(0, 400);
    await insertAudit(database.db, {
      at: clock.now(),
      who: name,
      role,
      action,
      target,
      status: reply.statusCode,
    }).catch((error) => request.log.error(error));
  });
}

/** From the header alone: a token in an address ends up in logs, histories and referrers. */
function bearer(request: FastifyRequest): string {
  return /^Bearer ([\x21-\x7e]{1,500})$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
}
