import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ToolError } from '../grader/tool-error.ts';

export interface Lock {
  release(): void;
}

/**
 * One course at a time in a folder. The file holds the process id and is touched every other second, so that one left
 * behind by a crash is told from a course that runs, even when another process was since given the same id.
 */
export function lockCourse(file: string): Lock {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      if (!existsSync(dirname(file))) mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return hold(file);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // A folder that cannot be written to cannot be locked either, and two readers of it harm nobody.
      if (code !== 'EEXIST') return { release: () => {} };
      const owner = ownerOf(file);
      if (owner !== undefined) {
        throw new ToolError(
          `The course is already running, in another terminal (process ${owner}). Quit it there first.`,
          1,
        );
      }
      rmSync(file, { force: true });
    }
  }
  throw new ToolError('The course was started in two terminals at the same moment. Try again.', 1);
}

function hold(file: string): Lock {
  const beat = setInterval(() => {
    try {
      utimesSync(file, new Date(), new Date());
    } catch {
      clearInterval(beat);
    }
  }, BEAT_MS);
  beat.unref();
  return {
    release() {
      clearInterval(beat);
      rmSync(file, { force: true });
    },
  };
}

const BEAT_MS = 2_000;
const STALE_MS = 20_000;

function ownerOf(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    const fresh = Date.now() - statSync(file).mtimeMs < STALE_MS;
    return fresh && isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
