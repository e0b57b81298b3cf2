import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export class AlreadyRunningError extends Error {
  override name = 'AlreadyRunningError';
}

/**
 * One local engine for one SQLite file: a second would take the first one's runs for those of a crash. Gives back what
 * removes the lock. A lock whose process is gone counts for nothing.
 */
export function holdAlone(file: string): () => void {
  if (file === ':memory:') return () => {};
  const lock = `${file}.lock`;
  mkdirSync(dirname(lock), { recursive: true });
  for (const lastTry of [false, true]) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = Number(readFileSync(lock, 'utf8'));
      if (lastTry || isAlive(owner)) {
        throw new AlreadyRunningError(
          `${file} is in use by another monitor (process ${owner}). Set MONITOR_FILE to a file of its own, or let both share DATABASE_URL with ENGINE=bullmq.`,
        );
      }
      rmSync(lock, { force: true });
    }
  }
  throw new AlreadyRunningError(`${lock} cannot be taken`);
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
