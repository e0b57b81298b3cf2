import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AlreadyRunningError, holdAlone } from './single.ts';

test('a second monitor on one SQLite file is refused, until the first has let go or died', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clockwork-single-'));
  const file = join(folder, 'monitor.db');
  const letGo = holdAlone(file);
  expect(() => holdAlone(file)).toThrow(AlreadyRunningError);
  expect(() => holdAlone(file)).toThrow(`in use by another monitor (process ${process.pid})`);
  letGo();
  // No process has this number: it is above what Linux hands out.
  writeFileSync(`${file}.lock`, '99999999');
  holdAlone(file)();
  rmSync(folder, { recursive: true });
});
