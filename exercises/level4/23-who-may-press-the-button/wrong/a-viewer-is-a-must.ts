import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Doorkeeper, Equal, Keys, Role } from '../exercise.ts';

const SHORTEST_TOKEN = 16;
const MOST_MISTAKES = 5;
const MINUTE_MS = 60_000;

export function keysFrom(env: Readonly<Record<string, string | undefined>>): Keys {
  const { MONITOR_TOKEN: admin, MONITOR_VIEWER_TOKEN: viewer } = env;
  if (admin === undefined) throw new Error('MONITOR_TOKEN is not set: nobody gets in without a key.');
  for (const [name, token] of Object.entries({ MONITOR_TOKEN: admin, MONITOR_VIEWER_TOKEN: viewer })) {
    if (token !== undefined && token.length < SHORTEST_TOKEN) {
      throw new Error(`${name} has ${token.length} characters: expected ${SHORTEST_TOKEN} or more.`);
    }
  }
  if (viewer === undefined) throw new Error('MONITOR_VIEWER_TOKEN is not set.');
  if (admin === viewer) throw new Error('MONITOR_TOKEN and MONITOR_VIEWER_TOKEN are the same.');
  return { admin, viewer };
}

export function doorkeeper({ admin, viewer }: Keys, equal: Equal): Doorkeeper {
  const known: { digest: Buffer; role: Role }[] = [{ digest: digest(admin), role: 'admin' }];
  if (viewer !== undefined) known.push({ digest: digest(viewer), role: 'viewer' });
  return (token) => {
    const offered = digest(token);
    return known.filter((key) => equal(key.digest, offered))[0]?.role;
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

export function guard(app: FastifyInstance, admit: Doorkeeper, now: () => number): void {
  const mistakes = new Map<string, number[]>();
  const recent = (address: string) => (mistakes.get(address) ?? []).filter((at) => now() - at < MINUTE_MS);

  app.addHook('onRequest', async ({ socket, headers, method }, reply) => {
    const address = socket.remoteAddress ?? '';
    if (recent(address).length >= MOST_MISTAKES) return reply.code(429).send({ error: 'too many wrong tokens' });
    const role = admit(/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '');
    if (role === undefined) {
      mistakes.set(address, [...recent(address), now()]);
      return reply.code(401).send({ error: 'expected Authorization: Bearer <token>' });
    }
    if (role !== 'admin' && method !== 'GET' && method !== 'HEAD') {
      return reply.code(403).send({ error: 'this takes the token of the admin' });
    }
  });
}
