import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../api/problem.ts';
import type { Monitor } from '../monitor.ts';
import { insertAudit } from './audit.ts';
import { hostAllowed } from './bind.ts';
import { doorkeeper, type Keys, type Role, type Visitor } from './tokens.ts';

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

/**
 * Every request passes here first: is it addressed to us, who sends it, may they, and what did they do. The hooks call
 * back instead of returning promises: they run on every request, and a promise each would be a tenth of its cost.
 */
export function guard(app: FastifyInstance, { config, database, clock }: Monitor, keys: Keys): void {
  const admit = doorkeeper(keys);
  app.decorateRequest('visitor');

  app.addHook('onRequest', (request, reply, done) => {
    request.visitor = NOBODY;
    const { role } = request.routeOptions.config;
    if (!hostAllowed(request.headers.host, config)) return done(notOurs(request));
    if (role === undefined) return done();
    const visitor = admit(bearer(request));
    if (!visitor) {
      reply.header('www-authenticate', 'Bearer realm="clockwork monitor"');
      return done(
        new ApiError(401, 'unauthenticated', 'Authorization: expected `Bearer <token>` with a token of this monitor'),
      );
    }
    request.visitor = visitor;
    if (role === 'admin' && visitor.role !== 'admin') {
      return done(new ApiError(403, 'forbidden', `this takes the admin's token; yours is a ${visitor.role}'s`));
    }
    done();
  });

  app.addHook('onResponse', (request, reply, done) => {
    done();
    if (request.method === 'GET' || request.method === 'HEAD' || request.routeOptions.config.role === undefined) return;
    const { name, role } = request.visitor;
    const action = `${request.method} ${request.routeOptions.url ?? ''}`;
    const target = request.url.slice(0, 400);
    insertAudit(database.db, { at: clock.now(), who: name, role, action, target, status: reply.statusCode }).catch(
      (error) => request.log.error(error),
    );
  });
}

function notOurs({ headers: { host = '' } }: FastifyRequest): ApiError {
  return new ApiError(421, 'unknown-host', `Host: "${host}" is not a name of this monitor`, 'Host');
}

/** From the header alone: a token in an address ends up in logs, histories and referrers. */
function bearer(request: FastifyRequest): string {
  return /^Bearer ([\x21-\x7e]{1,500})$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
}
