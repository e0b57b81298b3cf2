import fc from 'fast-check';
import { cronSchedule, parseCron } from '../../../cron/index.ts';
import { type Case, cases } from './cases.ts';
import { croner, cronParser, type Peer } from './peers.ts';

export interface Tally {
  peer: string;
  compared: number;
  leftOut: { rule: string; cases: number }[];
}

export interface Verdict {
  cases: number;
  seed: number;
  tallies: Tally[];
  /** The smallest disagreement found, as text. */
  disagreement?: string;
}

export interface DifferentialOptions {
  cases: number;
  seed: number;
  peers?: readonly Peer[];
  onProgress?: (done: number) => void;
}

/** Asks our search and each peer the same random questions, where no stated rule says that the dialects differ. */
export function runDifferential(options: DifferentialOptions): Verdict {
  const peers = (options.peers ?? [croner, cronParser]).map((peer) => new Counted(peer));
  let done = 0;
  const property = fc.property(cases, (question) => {
    const ours = cronSchedule(question.expression, { timeZone: question.timeZone })[question.direction](
      question.instant,
    );
    for (const peer of peers) peer.compare(question, ours);
    options.onProgress?.(++done);
  });
  const result = fc.check(property, { numRuns: options.cases, seed: options.seed });
  return {
    cases: options.cases,
    seed: options.seed,
    tallies: peers.map((peer) => peer.tally()),
    ...(result.failed && { disagreement: `${JSON.stringify(result.counterexample)}\n${result.errorInstance}` }),
  };
}

class Counted {
  #compared = 0;
  readonly #peer: Peer;
  readonly #leftOut = new Map<string, number>();

  constructor(peer: Peer) {
    this.#peer = peer;
  }

  compare(question: Case, ours: number | null): void {
    const fields = parseCron(question.expression);
    const dialect = this.#peer.rules.find((rule) => rule.leavesOut(question, fields, [ours]));
    const theirs = dialect ? null : this.#peer.answer(question);
    const rule = dialect ?? this.#peer.rules.find(({ leavesOut }) => leavesOut(question, fields, [ours, theirs]));
    if (rule) this.#leftOut.set(rule.says, (this.#leftOut.get(rule.says) ?? 0) + 1);
    else if (theirs === ours) this.#compared++;
    else throw new Error(`Clockwork says ${show(ours)}, ${this.#peer.name} says ${show(theirs)}`);
  }

  tally(): Tally {
    const leftOut = [...this.#leftOut].map(([rule, cases]) => ({ rule, cases }));
    return { peer: this.#peer.name, compared: this.#compared, leftOut };
  }
}

function show(answer: number | null): string {
  return answer === null ? 'never' : new Date(answer).toISOString();
}
