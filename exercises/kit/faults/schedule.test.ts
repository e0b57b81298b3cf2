import { describe, expect, it } from 'vitest';
import { FAULT_KINDS, faultSchedule } from './index.ts';

const nodes = ['a', 'b', 'c', 'd', 'e'];
const options = { nodes, durationMs: 30_000, leaseMs: 800, maxSkewMs: 2_000 };
const manySeeds = Array.from({ length: 200 }, (_, seed) => faultSchedule(seed, options));

describe('a fault schedule', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(faultSchedule(4711, options)).toEqual(faultSchedule(4711, options));
    expect(faultSchedule(4711, options)).not.toEqual(faultSchedule(4712, options));
  });

  it('holds every kind of fault for one seed or another, and only those asked for', () => {
    expect(new Set(manySeeds.flat().map(({ kind }) => kind))).toEqual(new Set(FAULT_KINDS));
    const killsOnly = faultSchedule(1, { ...options, kinds: ['kill'] });
    expect(new Set(killsOnly.map(({ kind }) => kind))).toEqual(new Set(['kill']));
    expect(faultSchedule(1, { ...options, kinds: [] })).toEqual([]);
  });

  it('has healed before the last three tenths', () => {
    for (const { atMs, forMs } of manySeeds.flat()) expect(atMs + forMs).toBeLessThanOrEqual(21_000);
  });

  it('lets a pause outlast the lease, unless it is cut short by the healing', () => {
    const pauses = manySeeds.flat().filter(({ kind, atMs }) => kind === 'pause' && atMs < 15_000);
    for (const { forMs } of pauses) expect(forMs).toBeGreaterThan(800);
  });

  it('does one thing at a time to a node, and leaves at least two of five nodes standing', () => {
    for (const faults of manySeeds) {
      for (const fault of faults) {
        const during = faults.filter(({ atMs, forMs }) => atMs <= fault.atMs && fault.atMs <= atMs + forMs);
        expect(during.filter(({ node }) => node === fault.node)).toEqual([fault]);
        expect(during.filter(({ kind }) => ['kill', 'pause', 'partition'].includes(kind)).length).toBeLessThanOrEqual(
          3,
        );
      }
    }
  });
});
