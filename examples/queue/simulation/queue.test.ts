import { describe, expect, it } from 'vitest';
import { simulateQueue, startTimes } from './queue.ts';

const job = (at: number, serviceMs = 10) => ({ at, serviceMs });

describe('a simulated queue', () => {
  it('serves at once while a worker is free', () => {
    expect(simulateQueue([job(0), job(0)], 2)).toMatchObject({ peakWaiting: 0, longestWaitMs: 0 });
  });

  it('lets the others wait for the worker that is free first', () => {
    expect(startTimes([job(0, 30), job(0, 10), job(1), job(1)], 2)).toEqual([0, 0, 10, 20]);
  });

  it('says how many waited at most, when, and how long', () => {
    const load = simulateQueue([job(0), job(0), job(0), job(0), job(100)], 1);
    expect(load.timeline.at(-1)).toEqual({ at: 30, waiting: 0 });
    expect(load).toMatchObject({ peakWaiting: 3, peakAt: 0, longestWaitMs: 30, meanWaitMs: 12 });
  });

  it('does not count who leaves at the instant another comes', () => {
    expect(simulateQueue([job(0), job(5), job(10)], 1).peakWaiting).toBe(1);
  });
});
