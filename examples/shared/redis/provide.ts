import { fileURLToPath } from 'node:url';
import { parseRedisUrl, withoutPassword } from './address.ts';
import { RedisError, THREE_WAYS } from './redis-error.ts';
import type { Binary } from './server-process.ts';
import { shareServer } from './shared-server.ts';
import { visit, visitIfThere } from './visit.ts';

export interface ProvideOptions {
  /** REDIS_URL, where it is set. One that does not answer is an error: whoever set it meant that server. */
  url?: string;
  /** Given the one line that says which Redis was chosen. */
  announce?: (line: string) => void;
  /** Tests look elsewhere than on the usual port, in the usual directory, and for other programs. */
  usualUrl?: string;
  directory?: string;
  binaries?: Binary[];
}

export interface ProvidedRedis {
  url: string;
  kind: 'configured' | 'running' | 'private' | 'embedded';
  describe: string;
  /** Lets go of it. A server started for the course ends a few seconds after everybody has. */
  close(): Promise<void>;
}

/** A Redis for whoever asks, found or started: see the README beside this file for the order. */
export async function provideRedis(options: ProvideOptions = {}): Promise<ProvidedRedis> {
  const provided = options.url
    ? await configured(options.url)
    : ((await running(options.usualUrl ?? 'redis://127.0.0.1:6379')) ?? (await started(options)));
  options.announce?.(provided.describe);
  return provided;
}

async function configured(text: string): Promise<ProvidedRedis> {
  const url = parseRedisUrl(text).href;
  const shown = withoutPassword(url);
  const visitor = await visit(url).catch((error: Error) => {
    throw new RedisError(
      'unreachable',
      `No Redis answers at ${shown}, given by REDIS_URL (${error.message}). ${THREE_WAYS}`,
    );
  });
  visitor.disconnect();
  return { url, kind: 'configured', describe: `Redis: ${shown}, from REDIS_URL.`, close: async () => {} };
}

async function running(url: string): Promise<ProvidedRedis | undefined> {
  const visitor = await visitIfThere(url);
  visitor?.disconnect();
  if (!visitor) return undefined;
  const describe = `Redis: the server already running at ${withoutPassword(url)}.`;
  return { url, kind: 'running', describe, close: async () => {} };
}

async function started(options: ProvideOptions): Promise<ProvidedRedis> {
  const directory = options.directory ?? fileURLToPath(new URL('../../../.clockwork', import.meta.url));
  const binaries = options.binaries ?? ['redis-server', 'valkey-server', 'embedded'];
  const { server, visitor } = await shareServer(directory, binaries);
  const describe =
    server.binary === 'embedded'
      ? `Redis: js-redis-server on port ${server.port}, in plain JavaScript: good to learn on, some hundred times slower than redis-server.`
      : `Redis: a private ${server.binary} on port ${server.port}, shared by your terminals and gone shortly after the last.`;
  return {
    url: server.url,
    kind: server.binary === 'embedded' ? 'embedded' : 'private',
    describe,
    close: async () => visitor.disconnect(),
  };
}
