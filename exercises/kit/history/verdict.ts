import type { History, HistoryEvent } from './event.ts';

/** `unknown` is not a kind of valid: nobody could tell. */
export interface Verdict {
  verdict: 'valid' | 'invalid' | 'unknown';
  violations: Violation[];
  /** Why nobody could tell. */
  doubts: string[];
}

export interface Violation {
  /** The rule, as a sentence. */
  invariant: string;
  /** The fewest events that show it broken; the last is the one that broke it. */
  timeline: HistoryEvent[];
}

/** A rule a history must keep. `undefined` means that this history cannot tell, and `cannotTell` says why. */
export interface Invariant {
  name: string;
  violations(history: History): Generator<Violation | { cannotTell: string } | undefined>;
}

export interface CheckOptions {
  /** Asked between steps; true ends the check, and what was not looked at is not vouched for. */
  outOfTime?: () => boolean;
}

/** One violation is enough to be invalid, whatever else is unclear. */
export function checkHistory(
  history: History,
  invariants: readonly Invariant[],
  { outOfTime = () => false }: CheckOptions = {},
): Verdict {
  const violations: Violation[] = [];
  const doubts: string[] = [];
  const problem = whatIsWrongWith(history);
  if (problem) doubts.push(problem);
  for (const invariant of problem ? [] : invariants) {
    for (const finding of invariant.violations(history)) {
      if (finding && 'invariant' in finding) violations.push(finding);
      else if (finding) doubts.push(finding.cannotTell);
      if (!outOfTime()) continue;
      doubts.push(`the check ran out of time in "${invariant.name}"`);
      return { verdict: violations.length > 0 ? 'invalid' : 'unknown', violations, doubts };
    }
  }
  const verdict = violations.length > 0 ? 'invalid' : doubts.length > 0 ? 'unknown' : 'valid';
  return { verdict, violations, doubts };
}

/** A history nobody could have lived through says nothing about the code. */
function whatIsWrongWith({ events }: History): string | undefined {
  if (events.length === 0) return 'the history is empty';
  const late = events.findIndex((event, index) => index > 0 && event.t < (events[index - 1] as HistoryEvent).t);
  return late === -1 ? undefined : `event ${late} happens before the one ahead of it`;
}
