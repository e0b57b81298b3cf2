import type { FastifyInstance } from 'fastify';

/**
 * Ends the web side. Requests under way get a moment; a client that never finishes its request, and a reader of the
 * event stream that never reads, would otherwise keep the process for as long as they like.
 */
export async function hangUp(app: FastifyInstance, graceMs = 2_000): Promise<void> {
  const force = setTimeout(() => app.server.closeAllConnections(), graceMs);
  await app.close().finally(() => clearTimeout(force));
}
