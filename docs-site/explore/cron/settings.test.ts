import { expect, test } from 'vitest';
import { readSettings, type Settings, writeSettings } from './settings.ts';

const defaults: Settings = { expression: '0 9 * * *', timeZone: 'UTC', gap: 'shift', overlap: 'wildcard' };

test('a link brings back what was chosen', () => {
  const chosen: Settings = {
    expression: '*/15 9-17 ? * MON#2',
    timeZone: 'America/Sao_Paulo',
    gap: 'skip',
    overlap: 'both',
  };
  expect(readSettings(writeSettings(chosen, defaults), defaults)).toEqual(chosen);
});

test('a page without a query starts with the defaults', () => {
  expect(readSettings('', defaults)).toEqual(defaults);
});

test('the zone is always in the link, a policy only when it differs', () => {
  expect(writeSettings({ ...defaults, gap: 'skip' }, defaults)).toBe('?cron=0+9+*+*+*&zone=UTC&gap=skip');
});

test('an expression with a plus or an ampersand survives', () => {
  const odd = { ...defaults, expression: 'a+b&c' };
  expect(readSettings(writeSettings(odd, defaults), defaults).expression).toBe('a+b&c');
});

test('a policy nobody offers is not taken from a link', () => {
  expect(readSettings('?gap=banana&overlap=toString', defaults)).toEqual(defaults);
});
