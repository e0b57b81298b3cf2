import { seededRandom } from '../../scheduler/random.ts';
import type { Measured } from './figures.ts';

/** What a job is worth. `core` is what customers pay for. */
export const importances = ['core', 'standard', 'optional'] as const;
export type Importance = (typeof importances)[number];

export interface Objective {
  /** The share of runs that must be on time, such as 0.99. */
  readonly target: number;
}

export interface Observed {
  readonly onTime: number;
  readonly total: number;
}

/**
 * Which jobs may run, by how fast the error budget burns. A burn of 1 uses it up exactly; at 2 the optional jobs go, at
 * 6 the standard ones. Core jobs are never shed: they are what the budget is for.
 */
export function allowedNow({ onTime, total }: Observed, { target }: Objective): ReadonlySet<Importance> {
  const burn = total === 0 ? 0 : (1 - onTime / total) / (1 - target);
  if (burn >= 6) return new Set(['core']);
  if (burn >= 2) return new Set(['core', 'standard']);
  return new Set(importances);
}

const objective: Objective = { target: 0.99 };
const perSecond: Record<Importance, number> = { core: 4, standard: 6, optional: 6 };

interface Lived {
  readonly coreOnTime: string;
  readonly shed: number;
}

/** Half an hour; from minute 5 to 15 the workers do a third of what they usually do. A job is on time within 5 s. */
function live(degrades: boolean, seed: number): Lived {
  const random = seededRandom(seed);
  const waiting: { importance: Importance; at: number }[] = [];
  const recent: boolean[] = [];
  const core = { onTime: 0, total: 0 };
  let shed = 0;
  for (let second = 0; second < 1_800; second++) {
    const observed = { onTime: recent.filter(Boolean).length, total: recent.length };
    const allowed = degrades ? allowedNow(observed, objective) : new Set(importances);
    for (const importance of importances) {
      const count = Math.round(perSecond[importance] * (0.5 + random()));
      if (!allowed.has(importance)) shed += count;
      else for (let index = 0; index < count; index++) waiting.push({ importance, at: second });
    }
    const capacity = second >= 300 && second < 900 ? 7 : 21;
    for (const { importance, at } of waiting.splice(0, capacity)) {
      const onTime = second - at <= 5;
      recent.push(onTime);
      if (importance !== 'core') continue;
      core.total++;
      if (onTime) core.onTime++;
    }
    if (recent.length > 400) recent.splice(0, recent.length - 400);
  }
  core.total += waiting.filter(({ importance }) => importance === 'core').length;
  return { coreOnTime: `${((core.onTime / core.total) * 100).toFixed(1)} %`, shed };
}

export function measureDegradation({ seed = 5 } = {}): Measured {
  const [before, after] = [live(false, seed), live(true, seed)];
  return {
    policy: 'degradation',
    scene: 'half an hour, ten minutes of it with a third of the workers; objective 99 % within 5 s',
    figures: [
      { what: 'core jobs on time (higher is better)', before: before.coreOnTime, after: after.coreOnTime },
      { what: 'other jobs not taken', before: before.shed, after: after.shed },
    ],
  };
}
