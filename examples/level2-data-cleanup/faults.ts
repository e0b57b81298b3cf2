import type { Random } from '../scheduler/random.ts';

/** Stands for a disk that fills, a lock that is held, a network that blinks: fails in the given share of the calls. */
export function faultInjector(rate: number, random: Random): () => void {
  const reasons = ['database is locked', 'no space left on device', 'connection reset by peer'];
  return () => {
    if (random() >= rate) return;
    throw new Error(`injected: ${reasons[Math.floor(random() * reasons.length)]}`);
  };
}
