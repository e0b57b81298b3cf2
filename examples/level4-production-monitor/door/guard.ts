import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
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
 * Every request passes here first: is it addressed to us, who sends it, may they, and what did they do. What a route
 * asks for is known when it is made, so its hooks are made with it; and they call back instead of returning promises.
 * Both because they run on every request.
 */
export function guard(app: FastifyInstance, { config, database, clock }: Monitor, keys: Keys): void {
  const admit = doorkeeper(keys);
  app.decorateRequest('visitor');

  app.addHook('onRequest', (request, _reply, done) => {
    request.visitor = NOBODY;
    done(hostAllowed(request.headers.host, config) ? undefined : notOurs(request));
  });

  app.addHook('onRoute', (route) => {
    const role = route.config?.role;
    if (role === undefined) return;
    route.onRequest = [route.onRequest ?? [], role === 'admin' ? [identify, adminsOnly] : identify].flat();
    if (route.method === 'GET' || route.method === 'HEAD') return;
    const action = `${route.method} ${route.url}`;
    route.onResponse = [
      route.onResponse ?? [],
      (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
        done();
        const { name, role: as } = request.visitor;
        const target = request.url.slice(0, LONGEST_TARGET);
        const entry = { at: clock.now(), who: name, role: as, action, target, status: reply.statusCode };
        insertAudit(database.db, entry).catch((error) => app.trouble(error));
      },
    ].flat();
  });

  function identify(request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void {
    const visitor = admit(bearer(request));
    if (visitor) request.visitor = visitor;
    else reply.header('www-authenticate', 'Bearer realm="clockwork monitor"');
    done(
      visitor
        ? undefined
        : new ApiError(401, 'unauthenticated', 'Authorization: expected `Bearer <token>` with a token of this monitor'),
    );
  }
}

const LONGEST_TARGET = 400;

function adminsOnly({ visitor }: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void {
  const forbidden = () => new ApiError(403, 'forbidden', `this takes the admin's token; yours is a ${visitor.role}'s`);
  done(visitor.role === 'admin' ? undefined : forbidden());
}

function notOurs({ headers: { host = '' } }: FastifyRequest): ApiError {
  return new ApiError(421, 'unknown-host', `Host: "${host}" is not a name of this monitor`, 'Host');
}

/** From the header alone: a token in an address ends up in logs, histories and referrers. */
function bearer(request: FastifyRequest): string {
  return /^Bearer ([\x21-\x7e]{1,500})$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
}
