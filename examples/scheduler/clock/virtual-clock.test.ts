import { describe, expect, it } from 'vitest';
import { LONGEST_DELAY_MS } from './clock.ts';
import { sleep } from './sleep.ts';
import { systemClock } from './system-clock.ts';
import { VirtualClock } from './virtual-clock.ts';

describe('a virtual clock', () => {
  it('runs timers in the order in which they fall due, and those of one instant as they were set', async () => {
    const clock = new VirtualClock();
    const order: string[] = [];
    clock.setTimeout(() => order.push('late'), 20);
    clock.setTimeout(() => order.push('first'), 10);
    clock.setTimeout(() => order.push('second'), 10);
    await clock.advance(20);
    expect(order).toEqual(['first', 'second', 'late']);
  });

  it('lets promises settle between timers, so that waits can follow waits', async () => {
    const clock = new VirtualClock();
    const seen: number[] = [];
    const walk = async () => {
      for (let step = 0; step < 3; step++) {
        await sleep(clock, 10);
        seen.push(clock.now());
      }
    };
    const walking = walk();
    await clock.advance(30);
    await walking;
    expect(seen).toEqual([10, 20, 30]);
  });

  it('shows the wall time it was started with, and moves to any other', async () => {
    const clock = new VirtualClock({ start: '2026-03-08T06:59:00Z' });
    await clock.advanceTo('2026-03-08T07:00:00Z');
    expect(new Date(clock.now()).toISOString()).toBe('2026-03-08T07:00:00.000Z');
    expect(clock.monotonic()).toBe(60_000);
  });

  it('can be set forward or back: timers follow the time that nobody sets', async () => {
    const clock = new VirtualClock({ start: 1000 });
    let rang = 0;
    clock.setTimeout(() => rang++, 100);
    clock.jump(-500);
    await clock.advance(99);
    expect([clock.now(), clock.monotonic(), rang]).toEqual([599, 99, 0]);
    await clock.advance(1);
    expect(rang).toBe(1);
  });

  it('can be blocked: time passes, and what fell due runs late', async () => {
    const clock = new VirtualClock();
    let rangAt = 0;
    clock.setTimeout(() => {
      rangAt = clock.now();
    }, 100);
    clock.block(5000);
    expect(rangAt).toBe(0);
    await clock.advance(0);
    expect(rangAt).toBe(5000);
  });

  it('treats a delay beyond the limit as Node does', async () => {
    const clock = new VirtualClock();
    let rang = 0;
    clock.setTimeout(() => rang++, LONGEST_DELAY_MS + 1);
    await clock.advance(1);
    expect(rang).toBe(1);
  });

  it('says so when code re-arms without waiting', async () => {
    const clock = new VirtualClock({ limit: 100 });
    const spin = () => clock.setTimeout(spin, 0);
    spin();
    await expect(clock.advance(1000)).rejects.toThrow('100 timers ran within 1000 ms');
  });

  it('knows what still waits, and what of it would keep a process alive', () => {
    const clock = new VirtualClock();
    const timer = clock.setTimeout(() => {}, 10);
    clock.setTimeout(() => {}, 10).unref();
    expect([clock.pending(), clock.pending({ keepingAlive: true })]).toEqual([2, 1]);
    clock.clearTimeout(timer);
    expect([clock.pending(), clock.pending({ keepingAlive: true })]).toEqual([1, 0]);
  });
});

describe('sleep', () => {
  it('ends at once when it is aborted, with the reason, and leaves no timer', async () => {
    const clock = new VirtualClock();
    const controller = new AbortController();
    const sleeping = sleep(clock, 1000, controller.signal);
    controller.abort(new Error('enough'));
    await expect(sleeping).rejects.toThrow('enough');
    expect(clock.pending()).toBe(0);
  });

  it('does not begin when it is aborted already', async () => {
    const clock = new VirtualClock();
    await expect(sleep(clock, 1000, AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
    expect(clock.pending()).toBe(0);
  });

  it('sleeps on the real clock as well', async () => {
    const before = systemClock.monotonic();
    await sleep(systemClock, 5);
    expect(systemClock.monotonic()).toBeGreaterThan(before);
  });
});
