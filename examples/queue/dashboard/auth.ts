import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Who may see and press: a browser sends the token as the password of Basic authentication, a program as a Bearer token.
 * Hashing first makes the lengths equal, so the comparison takes as long for a near miss as for a wild guess.
 */
function isAuthorised(header: string | undefined, token: string): boolean {
  const [scheme = '', value = ''] = (header ?? '').split(' ');
  if (scheme.toLowerCase() === 'bearer') return isSame(value, token);
  if (scheme.toLowerCase() !== 'basic') return false;
  const [, ...password] = Buffer.from(value, 'base64').toString().split(':');
  return isSame(password.join(':'), token);
}

function isSame(given: string, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

/**
 * A browser adds Basic credentials to any request, also to one that another site makes it send. So what changes
 * something must come from our own pages, and every request must name us as the host: a foreign name that resolves to
 * this machine is somebody else's trick.
 */
function isOurs({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>): boolean {
  const host = headers.host ?? '';
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)) return false;
  if (method === 'GET' || method === 'HEAD') return true;
  return headers.origin === undefined || headers.origin === `http://${host}`;
}

export function guard(token: string) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    // No other site may frame the buttons; no browser may guess what a body is, or say where a link was followed from.
    reply.headers({
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    if (!isOurs(request)) {
      await reply.code(403).send({ error: 'This request comes from somewhere else.' });
    } else if (!isAuthorised(request.headers.authorization, token)) {
      await reply
        .code(401)
        .header('www-authenticate', 'Basic realm="Clockwork queues", charset="UTF-8"')
        .send({ error: 'A token is needed: as the password, or as a Bearer token.' });
    }
  };
}
