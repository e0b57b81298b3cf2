import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readOptions } from './options.ts';

describe('--at', () => {
  const machine = process.env.TZ;
  beforeEach(() => {
    process.env.TZ = 'America/New_York';
  });
  afterEach(() => {
    if (machine === undefined) delete process.env.TZ;
    else process.env.TZ = machine;
  });

  test.each(['2026-03-02T14:00:00Z', '2026-03-02T14:00', '2026-03-02 14:00:00', '2026-03-02T15:00+01:00'])(
    '%s is the same instant on every machine',
    (text) => expect(readOptions(['run', '--at', text]).at).toBe(Date.parse('2026-03-02T14:00:00Z')),
  );

  test('refuses what is no instant', () => {
    expect(() => readOptions(['run', '--at', 'noon'])).toThrow(/--at noon: expected an instant/);
  });
});
