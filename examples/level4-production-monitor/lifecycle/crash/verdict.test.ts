import { expect, test } from 'vitest';
import type { Alert } from '../../alerts/transition.ts';
import type { Entry } from './plan.ts';
import { forgotten, openedTwice } from './verdict.ts';

const slow = { paused: false, ms: 130 };
const fast = { paused: false, ms: 100 };

test('a setting that was agreed to and is gone in the next life is forgotten', () => {
  const agreed: Entry[] = [
    { kind: 'found', setting: fast },
    { kind: 'asked', setting: slow },
    { kind: 'agreed', setting: slow },
  ];
  expect(forgotten([...agreed, { kind: 'found', setting: slow }])).toEqual([]);
  expect(forgotten([...agreed, { kind: 'found', setting: fast }])).toEqual([
    'a life found active every 100 ms, expected active every 130 ms',
  ]);
});

test('a setting that was asked for and not agreed to may have come through, or not', () => {
  const asked: Entry[] = [
    { kind: 'found', setting: fast },
    { kind: 'asked', setting: slow },
  ];
  for (const setting of [slow, fast]) expect(forgotten([...asked, { kind: 'found', setting }])).toEqual([]);
  expect(forgotten([...asked, { kind: 'found', setting: { paused: true, ms: 100 } }])).toHaveLength(1);
});

test('an alert that opens while another about the same is open has opened twice', () => {
  const alert = (id: string, openedAt: number, closedAt: number | null) =>
    ({ id, task: 'job', rule: 'stale', openedAt, closedAt }) as Alert;
  expect(openedTwice([alert('a', 1, 5), alert('b', 5, null)])).toEqual([]);
  expect(openedTwice([alert('a', 1, null), alert('b', 5, null)])).toEqual(['b opened while a was open']);
});
