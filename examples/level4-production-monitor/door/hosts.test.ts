import { describe, expect, test } from 'vitest';
import { hostAllowed } from './bind.ts';

const home = { host: '127.0.0.1', allowedHosts: [] };
const open = { host: '0.0.0.0', allowedHosts: ['monitor.example.com'] };

describe('on loopback, a request is for us when it is addressed to', () => {
  test.each(['127.0.0.1', '127.0.0.1:8000', 'localhost:8000', 'LocalHost', '[::1]:8000', '[::1]'])('%s', (header) =>
    expect(hostAllowed(header, home)).toBe(true),
  );
});

describe('and is not, when it is addressed to', () => {
  test.each([
    ['nobody', undefined],
    ['nothing', ''],
    ['a name that begins as ours', '127.0.0.1.evil.example'],
    ['a name that ends as ours', 'evil.localhost'],
    ['a name before ours', 'evil.example:127.0.0.1'],
    ['another loopback address', '127.0.0.2'],
    ['loopback as a number', '2130706433'],
    ['ours with a dot behind it', 'localhost.'],
    ['ours with somebody before it', 'evil.example@127.0.0.1'],
    ['ours and another', '127.0.0.1, evil.example'],
    ['ours with two ports', '127.0.0.1:80:80'],
    ['every address', '0.0.0.0'],
  ])('%s: %s', (_what, header) => expect(hostAllowed(header, home)).toBe(false));
});

test('on every address, a request is for us by a name we were given, or from this machine itself', () => {
  for (const header of ['monitor.example.com', 'Monitor.Example.com:8000', '127.0.0.1:8000', 'localhost']) {
    expect([header, hostAllowed(header, open)]).toEqual([header, true]);
  }
  for (const header of ['evil.example', 'monitor.example.com.evil.example', '10.0.0.7:8000']) {
    expect([header, hostAllowed(header, open)]).toEqual([header, false]);
  }
});
