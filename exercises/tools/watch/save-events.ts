import { type FSWatcher, mkdirSync, rmSync, watch as watchFolder, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabEntry } from '../grader/catalogue.ts';

/** Calls back for every event on a lab's exercise. Folders are watched, for many editors save by renaming a new file. */
export function watchLabs(entries: readonly LabEntry[], onSave: (entry: LabEntry) => void): { close(): void } {
  const watchers: FSWatcher[] = [];
  for (const entry of entries) {
    try {
      const watcher = watchFolder(entry.folder, (_event, name) => {
        if (name === null || name === 'exercise.ts') onSave(entry);
      });
      // A folder that goes away, or a system out of watches: the probe and the Enter key are there for that.
      watcher.on('error', () => watcher.close());
      watchers.push(watcher);
    } catch {
      break;
    }
  }
  return { close: () => watchers.forEach((watcher) => void watcher.close()) };
}

/**
 * Whether this system reports changes of files at all: network drives and some containers do not. It finds out by
 * changing a file of its own.
 */
export async function eventsArrive(folder: string, { watch = watchFolder, waitMs = 1_500 } = {}): Promise<boolean> {
  const probe = join(folder, `probe-${process.pid}`);
  let watcher: FSWatcher | undefined;
  try {
    mkdirSync(folder, { recursive: true });
    watcher = watch(folder);
    return await new Promise<boolean>((resolve) => {
      watcher?.on('change', () => resolve(true)).on('error', () => resolve(false));
      writeFileSync(probe, '');
      setTimeout(() => resolve(false), waitMs);
    });
  } catch (error) {
    // Where nothing may be written there is nothing to learn; only a refusal to watch is an answer.
    return watcher !== undefined && (error as NodeJS.ErrnoException).code !== 'ENOSPC';
  } finally {
    watcher?.close();
    rmSync(probe, { force: true });
  }
}
