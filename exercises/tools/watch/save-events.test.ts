import { EventEmitter, once } from 'node:events';
import { type FSWatcher, mkdirSync, mkdtempSync, renameSync, rmSync, type watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { paperLab } from '../grader/testing.ts';
import { eventsArrive, watchLabs } from './save-events.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clockwork-events-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('Saves', () => {
  test('are noticed when an editor writes the file, and when it renames a new one over it', async () => {
    const entry = { ...paperLab('level1/01-a'), folder: join(folder, 'a') };
    mkdirSync(entry.folder);
    const seen = new EventEmitter();
    const watcher = watchLabs([entry], () => seen.emit('save'));
    writeFileSync(join(entry.folder, 'exercise.ts'), 'written');
    await once(seen, 'save');
    writeFileSync(join(folder, 'new.ts'), 'renamed');
    renameSync(join(folder, 'new.ts'), join(entry.folder, 'exercise.ts'));
    await once(seen, 'save');
    watcher.close();
  });
});

describe('The probe', () => {
  test('finds that events arrive', async () => {
    expect(await eventsArrive(folder)).toBe(true);
  });

  test('finds that none do', async () => {
    const deaf = (() => Object.assign(new EventEmitter(), { close: () => {} }) as unknown as FSWatcher) as typeof watch;
    expect(await eventsArrive(folder, { watch: deaf, waitMs: 20 })).toBe(false);
  });

  test('finds that the system refuses to watch', async () => {
    const full = (() => {
      throw Object.assign(new Error('no watches left'), { code: 'ENOSPC' });
    }) as typeof watch;
    expect(await eventsArrive(folder, { watch: full })).toBe(false);
  });
});
