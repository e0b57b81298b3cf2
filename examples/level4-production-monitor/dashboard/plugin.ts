import type { FastifyInstance } from 'fastify';
import { readPageFiles } from './page-files.ts';

/**
 * The dashboard at `/`. It serves files and nothing else, so it asks for no token: whatever the page shows it fetches
 * from the API with the reader's own.
 */
export async function dashboardPlugin(app: FastifyInstance): Promise<void> {
  for (const { path, type, body, etag } of (await readPageFiles()).values()) {
    // One look at the page asks for all its files: counting them would refuse the reader and spare the monitor nothing.
    app.get(path, { schema: { hide: true }, config: { rateLimit: false } }, async (request, reply) => {
      reply.header('cache-control', 'no-cache').header('etag', etag);
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      return reply.type(type).send(body);
    });
  }
}
