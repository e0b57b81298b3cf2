import type { Clock } from '../../examples/scheduler/clock/clock.ts';
import { currentTest } from './current-test.ts';

/**
 * What happened, and when, in the words of the check: `t=0 A acquires · t=5000 lease ends`. The one made last in a
 * test is what a learner sees when that test fails, so record what they would need to see, and no more.
 */
export class Timeline {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #start: number;
  readonly #events: string[] = [];

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
    this.#start = clock.monotonic();
    currentTest.timeline = this;
  }

  add(what: string): void {
    this.#events.push(`t=${Math.round(this.#clock.monotonic() - this.#start)} ${what}`);
  }

  /** The last event is where it went wrong: a long story loses its middle, not its end. */
  toString(): string {
    const events = this.#events;
    if (events.length <= LONGEST) return events.join(' · ');
    const left = events.length - LONGEST + 1;
    return [...events.slice(0, 3), `… ${left} more …`, ...events.slice(4 - LONGEST)].join(' · ');
  }
}

const LONGEST = 14;
