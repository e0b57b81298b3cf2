import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dialectTable } from './dialect-table.ts';

test('the table in the cron reference is what the dialects do today (npm run cron -- dialects)', () => {
  const note = readFileSync(new URL('../../../../notes/cron-reference.md', import.meta.url), 'utf8');
  const table = dialectTable();
  const inNote = note.split('\n').filter((line) => line.split('|').length === table.split('\n')[0]?.split('|').length);
  expect(inNote.join('\n')).toBe(table);
});
