import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { RedisError } from './redis-error.ts';

/**
 * One process of this machine at a time. The lock is a listening port: the system gives it to one process and takes it
 * back the moment that process ends, so unlike a lock file it is never left behind.
 */
export async function withPortLock<T>(port: number, work: () => Promise<T>): Promise<T> {
  const lock = await takePort(port);
  try {
    return await work();
  } finally {
    lock.close();
  }
}

async function takePort(port: number, patienceMs = 20_000) {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await delay(50)) {
    const server = createServer((socket) => socket.destroy()).listen({ port, host: '127.0.0.1', exclusive: true });
    const taken = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (taken) return server;
  }
  const seconds = patienceMs / 1000;
  throw new RedisError('not-started', `Port ${port} guards the start of Redis and stayed taken for ${seconds} s.`);
}

/** The same for every terminal of one clone; below the range from which systems pick ports for outgoing connections. */
export function lockPort(directory: string): number {
  let hash = 0;
  for (const character of directory) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0;
  return 20_000 + (hash % 10_000);
}
