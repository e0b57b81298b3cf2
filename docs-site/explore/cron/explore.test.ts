import { expect, test } from 'vitest';
import { examples } from './examples.ts';
import { explore } from './explore.ts';
import type { Settings } from './settings.ts';

const settings = (change: Partial<Settings>): Settings => ({
  expression: '0 9 * * *',
  timeZone: 'Europe/Berlin',
  gap: 'shift',
  overlap: 'wildcard',
  ...change,
});

test('an expression is read in words and runs in the chosen zone', () => {
  const { understood } = explore(settings({ expression: '0 9 * * *' }));
  expect(understood?.text).toMatch(/09:00/);
  expect(understood?.schedule.next(Date.parse('2026-07-01T00:00Z'))).toBe(Date.parse('2026-07-01T07:00Z'));
});

test('a wrong field is named and found in the expression', () => {
  const { refused } = explore(settings({ expression: '0 9,25 * * *' }));
  expect(refused).toMatchObject({ about: 'expression', span: { start: 4, end: 6 } });
  expect(refused?.message).toContain('hour');
});

test('an unknown zone is the zone’s fault, not the expression’s', () => {
  expect(explore(settings({ timeZone: 'Mars/Olympus' })).refused).toMatchObject({ about: 'timeZone' });
});

test.each(examples)('the example %s (%s) is understood', (expression) => {
  expect(explore(settings({ expression })).understood).toBeDefined();
});
