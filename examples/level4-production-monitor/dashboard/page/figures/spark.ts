import type { TaskJson } from '../../../api/schemas.ts';

export interface Spark {
  /** For `points` of a polyline in a box of 100 by 100. */
  readonly points: string;
  readonly latest: number;
  readonly least: number;
  readonly most: number;
}

/** How the durations of the latest successes went; failures end early and would say the opposite. */
export function sparkOf(recent: TaskJson['recent']): Spark | null {
  const durations = recent.flatMap(({ status, durationMs }) =>
    status === 'success' && durationMs !== null ? [durationMs] : [],
  );
  if (durations.length < 2) return null;
  const [least, most] = [Math.min(...durations), Math.max(...durations)];
  const points = durations.map((duration, at) => {
    const x = (at / (durations.length - 1)) * 100;
    const y = most === least ? 50 : 95 - ((duration - least) / (most - least)) * 90;
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return { points: points.join(' '), latest: durations.at(-1)!, least, most };
}
