import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import { backoffMs } from './backoff.ts';
import { startDelayMs } from './jitter.ts';
import { DEFAULT_OPTIONS, resolveOptions } from './options.ts';
import { admit, type Overlap } from './overlap.ts';

describe('backoff with full jitter', () => {
  const retry = { baseMs: 1000, capMs: 10_000 };

  it('doubles its bound with every failure, up to the cap', () => {
    const longest = [1, 2, 3, 4, 5, 50].map((failures) => backoffMs(retry, failures, () => 1 - Number.EPSILON));
    expect(longest).toEqual([999, 1999, 3999, 7999, 9999, 9999]);
  });

  it('waits anywhere between nothing and the bound', () => {
    const random = seededRandom(1);
    const waits = Array.from({ length: 1000 }, () => backoffMs(retry, 3, random));
    expect(Math.min(...waits)).toBeLessThan(100);
    expect(Math.max(...waits)).toBeGreaterThan(3900);
    expect(waits.reduce((sum, wait) => sum + wait, 0) / waits.length).toBeCloseTo(2000, -3);
  });
});

describe('start jitter', () => {
  it('is the same each time and less than the jitter', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 10 ** 6 }), (name, jitterMs) => {
        const delay = startDelayMs(name, jitterMs);
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThan(jitterMs);
        expect(startDelayMs(name, jitterMs)).toBe(delay);
      }),
    );
  });

  it('spreads jobs whose names differ in a digit over the whole of it', () => {
    const tenths = Array.from({ length: 1000 }, (_, index) => Math.floor(startDelayMs(`job-${index}`, 10_000) / 1000));
    const herd = Math.max(
      ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((tenth) => tenths.filter((one) => one === tenth).length),
    );
    expect(herd).toBeLessThan(150);
  });
});

describe('overlap', () => {
  it('whatever the policy, a free job starts', () => {
    for (const overlap of ['skip', 'queue-one', 'cancel-running', 'allow'] as Overlap[]) {
      expect(admit({ overlap, maxConcurrent: 1 }, 0, false)).toBe('start');
    }
  });

  it.each([
    ['skip', 1, false, 'skip'],
    ['queue-one', 1, false, 'queue'],
    ['queue-one', 1, true, 'skip'],
    ['cancel-running', 1, false, 'replace'],
    ['allow', 1, false, 'start'],
    ['allow', 2, false, 'skip'],
  ] as const)('%s with %d running (queued: %s): %s', (overlap, running, queued, admission) => {
    expect(admit({ overlap, maxConcurrent: 2 }, running, queued)).toBe(admission);
  });
});

describe('options', () => {
  it('left out, are the defaults, and one object for all', () => {
    expect(resolveOptions(undefined)).toBe(DEFAULT_OPTIONS);
    expect(resolveOptions({})).toBe(DEFAULT_OPTIONS);
  });

  it('given in part, leave the rest alone', () => {
    expect(resolveOptions({ retry: { attempts: 3 } })).toEqual({
      ...DEFAULT_OPTIONS,
      retry: { ...DEFAULT_OPTIONS.retry, attempts: 3 },
    });
  });

  it.each([
    [{ graceMs: -1 }, 'options.graceMs'],
    [{ timeoutMs: 0 }, 'options.timeoutMs'],
    [{ maxConcurrent: 0 }, 'options.maxConcurrent'],
    [{ jitterMs: 1.5 }, 'options.jitterMs'],
    [{ retry: { attempts: 0 } }, 'options.retry.attempts'],
    [{ coalesce: 'last' }, 'options.coalesce'],
    [{ overlap: 'never' }, 'options.overlap'],
    [{ retry: { times: 3 } }, 'options.retry'],
  ])('%j is refused with its field', (input, field) => {
    expect(() => resolveOptions(input as never)).toThrow(expect.objectContaining({ code: 'invalid-option', field }));
  });
});
