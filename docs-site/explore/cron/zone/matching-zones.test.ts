import { expect, test } from 'vitest';
import { allZones, matchingZones } from './matching-zones.ts';

const zones = ['UTC', 'America/New_York', 'Asia/Yekaterinburg', 'Europe/Berlin', 'Europe/Busingen', 'Europe/London'];

test('nothing typed offers everything', () => {
  expect(matchingZones(zones, '')).toEqual(zones);
});

test('a city is found by its name, in any case, blanks for underscores', () => {
  expect(matchingZones(zones, 'new york')).toEqual(['America/New_York']);
  expect(matchingZones(zones, 'BERLIN')).toEqual(['Europe/Berlin']);
});

test('words that begin so come first', () => {
  expect(matchingZones(zones, 'b')).toEqual(['Europe/Berlin', 'Europe/Busingen', 'Asia/Yekaterinburg']);
});

test('what matches nothing offers nothing', () => {
  expect(matchingZones(zones, 'olympus')).toEqual([]);
});

test('UTC is there once, before all others', () => {
  expect(allZones().indexOf('UTC')).toBe(0);
  expect(allZones().lastIndexOf('UTC')).toBe(0);
});
