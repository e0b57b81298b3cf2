import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.ts';

describe('the options of level 3', () => {
  it('start three nodes whose clocks disagree, fenced', () => {
    const { strategy, nodes } = parseOptions([]);
    expect(strategy.name).toBe('fenced');
    expect(nodes.map(({ id }) => id)).toEqual(['node1', 'node2', 'node3']);
    expect(new Set(nodes.map(({ skewMs }) => skewMs)).size).toBe(3);
  });

  it('start one node by its name', () => {
    expect(parseOptions(['--instance-id=node1', '--skew=-250']).nodes).toEqual([{ id: 'node1', skewMs: -250 }]);
  });

  it.each([
    [['--lease', '300', '--renew', '300'], /The lease lasts 300 ms and is renewed every 300 ms/],
    [['--max-skew', '60000'], /Clocks may be 60000 ms apart and a slot's key lives for 60000 ms/],
    [['--instance-id=a', '--skew', '20000'], /--skew is 20000 ms and clocks may be 10000 ms apart/],
    [['--strategy', 'hope'], /--strategy is 'hope': expected naive, lock, lease, slot, fenced/],
    [['--instance-id', 'Node 1'], /--instance-id is 'Node 1': expected a letter/],
    [['--lease', '1s'], /--lease is '1s': expected a whole number above 0/],
    [['--skew', 'late'], /--skew is 'late': expected a whole number, below 0 for a clock that lags/],
    [['--seconds', '9999999'], /--seconds is '9999999': expected at most 86400, a day/],
    [['--nodes', '3'], /Unknown option '--nodes'/],
  ])('refuse %j', (args, message) => {
    expect(() => parseOptions(args)).toThrow(message);
  });
});
