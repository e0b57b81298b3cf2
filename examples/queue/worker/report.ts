import { type Colour, paint } from '../../shared/console.ts';
import { duration } from '../times.ts';
import type { Outcome, Run } from './run.ts';

const colours: Record<Outcome, Colour> = {
  success: 'green',
  failed: 'red',
  timeout: 'red',
  expired: 'yellow',
  'handed-back': 'yellow',
};

/** One finished attempt on one line. How late it began is said only when somebody could notice. */
export function runLine({ task, outcome, durationMs, attempt, startedAt, dueAt, error }: Run): string {
  const late = startedAt - dueAt;
  const remarks = [
    outcome === 'expired' ? 'dropped' : duration(durationMs),
    late >= 1_000 && `${duration(late)} late`,
    attempt > 1 && `attempt ${attempt}`,
    error,
  ].filter(Boolean);
  return `${paint(colours[outcome], outcome.padEnd(11))} ${task}  ${paint('gray', remarks.join(', '))}`;
}
