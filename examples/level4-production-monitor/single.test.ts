import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { AlreadyRunningError, holdAlone } from './single.ts';

const folder = mkdtempSync(join(tmpdir(), 'clockwork-single-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a second monitor on one SQLite file is refused, until the first has let go', () => {
  const file = join(folder, 'monitor.db');
  const letGo = holdAlone(file);
  expect(() => holdAlone(file)).toThrow(AlreadyRunningError);
  expect(() => holdAlone(file)).toThrow(`${file} is in use by another monitor`);
  letGo();
  holdAlone(file)();
});

test('two files are two monitors', () => {
  const [one, other] = [holdAlone(join(folder, 'one.db')), holdAlone(join(folder, 'other.db'))];
  one();
  other();
});
