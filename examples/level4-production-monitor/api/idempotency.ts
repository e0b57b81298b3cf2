import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Monitor } from '../monitor.ts';
import { freeKey, keepAnswer, takeKey } from './idempotency-store.ts';
import { ApiError } from './problem.ts';

declare module 'fastify' {
  interface FastifyRequest {
    idempotencyKey: string | null;
  }
}

const LONGEST_KEY = 200;
/** No write takes so long: one that has no answer by then died with its process. */
const LONGEST_WRITE_MS = 60_000;
const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * `Idempotency-Key` on a write: the first request under a key is carried out, its answer kept for a day, and every
 * repetition gets that answer. A client that heard nothing can so ask again without doing it twice.
 */
export function idempotency(app: FastifyInstance, { database, clock }: Monitor): void {
  app.decorateRequest('idempotencyKey', null);

  const replay = async (request: FastifyRequest, reply: FastifyReply) => {
    const header = request.headers['idempotency-key'];
    if (header === undefined) return;
    if (typeof header !== 'string' || header === '' || header.length > LONGEST_KEY) {
      throw new ApiError(
        400,
        'invalid-request',
        `Idempotency-Key: expected 1 to ${LONGEST_KEY} characters`,
        'Idempotency-Key',
      );
    }
    const key = `${request.visitor.name}:${header}`;
    const asked = `${request.method} ${request.url} ${JSON.stringify(request.body ?? null)}`;
    const fingerprint = createHash('sha256').update(asked).digest('hex');
    const known = await takeKey(database.db, key, fingerprint, clock.now());
    if (!known) {
      request.idempotencyKey = key;
      return;
    }
    if (known.fingerprint !== fingerprint) {
      throw new ApiError(422, 'key-reused', 'Idempotency-Key: it was used for another request', 'Idempotency-Key');
    }
    if (known.status === 0) throw unanswered(clock.now() - Number(known.at));
    const type = known.status >= 400 ? 'application/problem+json' : 'application/json; charset=utf-8';
    return reply
      .code(known.status)
      .header('idempotency-replayed', 'true')
      .type(type)
      .serializer(String)
      .send(known.body);
  };

  const keep = async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
    const key = request.idempotencyKey;
    if (key === null) return payload;
    const body = typeof payload === 'string' ? payload : '';
    // What failed on our side is worth another try; everything else is settled.
    if (reply.statusCode >= 500) await freeKey(database.db, key);
    else await keepAnswer(database.db, key, reply.statusCode, body);
    return payload;
  };

  app.addHook('onRoute', (route) => {
    // Reading is idempotent as it is; only routes that write pay for this.
    if (!WRITES.has(String(route.method))) return;
    route.preHandler = [route.preHandler ?? [], replay].flat();
    route.onSend = [route.onSend ?? [], keep].flat();
  });
}

/** Of a request that died nobody knows how far it came. Doing it again might do it twice, so the client has to look. */
function unanswered(ageMs: number): ApiError {
  if (ageMs < LONGEST_WRITE_MS) {
    return new ApiError(409, 'in-progress', 'the first request under this key is still at work');
  }
  const detail = 'the first request under this key was cut short: look whether it was carried out, then use a new key';
  return new ApiError(409, 'outcome-unknown', detail, 'Idempotency-Key');
}
