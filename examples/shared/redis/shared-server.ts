import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Redis } from 'ioredis';
import { lockPort, withPortLock } from './lock.ts';
import { RedisError } from './redis-error.ts';
import type { Binary } from './server-process.ts';
import { visitIfThere } from './visit.ts';

/** What redis.json says: the server the terminals of this clone share, and the keeper that will end it. */
export interface SharedServer {
  url: string;
  binary: Binary;
  port: number;
  keeperPid: number;
}

export const stateFile = (directory: string) => join(directory, 'redis.json');

/** The server another terminal started, or a new one. The visitor is connected, which is what keeps it up. */
export async function shareServer(
  directory: string,
  binaries: Binary[],
): Promise<{ server: SharedServer; visitor: Redis }> {
  mkdirSync(directory, { recursive: true });
  return (
    (await visitShared(directory)) ??
    // Two terminals opened at once must end up with one server, so the second look is taken under the lock.
    (await withPortLock(lockPort(directory), async () => {
      const already = await visitShared(directory);
      if (already) return already;
      await startKeeper(directory, binaries);
      const started = await visitShared(directory);
      if (started) return started;
      throw new RedisError('not-started', 'A Redis was started for the course and does not answer.');
    }))
  );
}

async function visitShared(directory: string) {
  const server = readState(directory);
  const visitor = server && (await visitIfThere(server.url));
  return visitor && { server, visitor };
}

function readState(directory: string): SharedServer | undefined {
  try {
    return JSON.parse(readFileSync(stateFile(directory), 'utf8')) as SharedServer;
  } catch {
    // Missing, or half written by a keeper that was killed: either way there is no server to share.
    return undefined;
  }
}

/** Detached, so that it stays when this terminal is closed, for as long as other terminals use the server. */
async function startKeeper(directory: string, binaries: Binary[]): Promise<void> {
  const repository = fileURLToPath(new URL('../../../', import.meta.url));
  const file = fileURLToPath(new URL('./keeper.ts', import.meta.url));
  const keeper = spawn(process.execPath, ['--import', 'tsx', file, directory, ...binaries], {
    cwd: repository,
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const ready = once(keeper, 'message').then(([problem]) => problem as string);
  const gone = once(keeper, 'exit').then(([code]) => `its keeper ended with code ${code}`);
  const problem = await Promise.race([ready, gone]);
  if (keeper.connected) keeper.disconnect();
  keeper.unref();
  if (problem) throw new RedisError('not-started', `No Redis could be started for the course: ${problem}.`);
}
