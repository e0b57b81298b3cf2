import { RedisError } from './redis-error.ts';

/** What entry files read from the environment, so that nothing else has to. */
export function redisOptionsFromEnv(env: Record<string, string | undefined>): { url?: string } {
  return env.REDIS_URL ? { url: env.REDIS_URL } : {};
}

export function parseRedisUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && (url.protocol === 'redis:' || url.protocol === 'rediss:') && url.hostname) return url;
  throw new RedisError('bad-url', `REDIS_URL is '${text}': expected something like redis://127.0.0.1:6379.`);
}

/** The address fit to print: logs outlive passwords. */
export function withoutPassword(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
}

/**
 * What BullMQ wants as `connection`. A worker waits on a blocking command for as long as it takes, so a request may be
 * retried for ever; BullMQ refuses to start with less.
 */
export function bullConnection(url: string): { url: string; maxRetriesPerRequest: null } {
  return { url, maxRetriesPerRequest: null };
}
