import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { AlreadyRunningError, holdAlone } from './single.ts';

const folder = mkdtempSync(join(tmpdir(), 'clockwork-single-'));
afterAll(() => rmSync(folder, { recursive: true }));

const hold = (name: string) => holdAlone({ databaseUrl: undefined, databaseFile: join(folder, name) });

test('a second monitor on one SQLite file is refused, until the first has let go', async () => {
  const letGo = await hold('monitor.db');
  await expect(hold('monitor.db')).rejects.toThrow(AlreadyRunningError);
  await expect(hold('monitor.db')).rejects.toThrow('monitor.db is in use by another monitor');
  await letGo();
  await (await hold('monitor.db'))();
});

test('two files are two monitors', async () => {
  const held = await Promise.all([hold('one.db'), hold('other.db')]);
  for (const letGo of held) await letGo();
});
