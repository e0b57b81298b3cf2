import { describe, expect, test } from 'vitest';
import { EnvironmentReader } from './environment.ts';

describe('settings from the environment', () => {
  test('fall back when nobody sets them', () => {
    const read = new EnvironmentReader({});
    expect(read.integer('PORT', 'where it listens', 8000, { from: 0, to: 65_535 })).toBe(8000);
    expect(read.boolean('VERBOSE', 'says more', false)).toBe(false);
    expect(read.text('TOKEN', 'opens the door')).toBeUndefined();
    expect(() => read.finish()).not.toThrow();
  });

  test('are refused together, each by name, value and what was expected', () => {
    const read = new EnvironmentReader({ PORT: '99999', VERBOSE: 'maybe', ZONE: 'Mars/Olympus', ENGINE: 'loca' });
    read.integer('PORT', '', 8000, { from: 0, to: 65_535 });
    read.boolean('VERBOSE', '', false);
    read.timeZone('ZONE', '', 'UTC');
    read.oneOf('ENGINE', '', 'local', ['local', 'bullmq']);
    expect(() => read.finish()).toThrow(
      [
        'PORT is "99999": expected a whole number from 0 to 65535',
        'VERBOSE is "maybe": expected true or false',
        'ZONE is "Mars/Olympus": expected a time zone such as UTC or Europe/Berlin',
        'ENGINE is "loca": expected one of local, bullmq',
      ].join('\n'),
    );
  });

  test('that are misspelt are named, with the one that was meant', () => {
    const read = new EnvironmentReader({ MONITOR_TOKN: 'x' });
    read.text('MONITOR_TOKEN', '');
    expect(() => read.finish(['MONITOR_'])).toThrow('did you mean MONITOR_TOKEN?');
  });

  test('that may be secret are not repeated in the refusal', () => {
    const read = new EnvironmentReader({ REDIS_URL: 'http://user:hunter2@host' });
    read.url('REDIS_URL', '', ['redis:', 'rediss:']);
    expect(() => read.finish()).toThrow('REDIS_URL is set: expected an address that begins with redis:// or rediss://');
  });
});
