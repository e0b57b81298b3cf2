import { duration } from '../times.ts';
import type { Measured } from './figures.ts';

export interface SlowingRules {
  /** Slow down one step at this lag, and speed up one step only at a much lower one. */
  readonly slowAtMs: number;
  readonly recoverAtMs: number;
  readonly steps: readonly number[];
  /** Let a change show its effect before the next. */
  readonly settleMs: number;
}

export interface SlowingState {
  readonly step: number;
  readonly changedAt: number;
}

export const defaultSlowing: SlowingRules = {
  slowAtMs: 20_000,
  recoverAtMs: 2_000,
  steps: [1, 2, 4, 8],
  settleMs: 30_000,
};

// #region slowing
/**
 * By what an interval is stretched, from the lag of its queue. Between the two limits nothing changes: with a single
 * limit the queue would sit on it, and the interval would change at every look.
 */
export function slowing(state: SlowingState, lagMs: number, now: number, rules = defaultSlowing): SlowingState {
  if (now - state.changedAt < rules.settleMs) return state;
  const wanted = lagMs >= rules.slowAtMs ? state.step + 1 : lagMs <= rules.recoverAtMs ? state.step - 1 : state.step;
  const step = Math.min(rules.steps.length - 1, Math.max(0, wanted));
  return step === state.step ? state : { step, changedAt: now };
}
// #endregion slowing

interface Lived {
  readonly longestLagMs: number;
  readonly changes: number;
  readonly done: number;
}

/** An hour of a tick every second, whose work for twenty minutes takes three times as long as there is time for. */
function live(rules: SlowingRules | undefined): Lived {
  let state: SlowingState = { step: 0, changedAt: Number.NEGATIVE_INFINITY };
  let freeAt = 0;
  let nextTick = 0;
  let [longestLagMs, changes, done] = [0, 0, 0];
  for (let now = 0; now < 3_600_000; now += 1_000) {
    const lagMs = Math.max(0, freeAt - now);
    longestLagMs = Math.max(longestLagMs, lagMs);
    if (rules) {
      const next = slowing(state, lagMs, now, rules);
      if (next !== state) changes++;
      state = next;
    }
    if (now < nextTick) continue;
    const isSlow = now >= 600_000 && now < 1_800_000;
    freeAt = Math.max(freeAt, now) + (isSlow ? 3_000 : 500);
    nextTick = now + 1_000 * (rules?.steps[state.step] ?? 1);
    done++;
  }
  return { longestLagMs, changes, done };
}

export function measureLagSlowing(): Measured {
  const [before, after] = [live(undefined), live(defaultSlowing)];
  const oneLimit = live({ ...defaultSlowing, recoverAtMs: defaultSlowing.slowAtMs - 1, settleMs: 0 });
  return {
    policy: 'lag-aware slowing',
    scene: 'an hour of ticks each second; for 20 minutes each takes 3 s',
    figures: [
      { what: 'longest lag', before: duration(before.longestLagMs), after: duration(after.longestLagMs) },
      { what: 'ticks done', before: before.done, after: after.done },
      { what: 'changes of pace (before: one limit, no hysteresis)', before: oneLimit.changes, after: after.changes },
    ],
  };
}
