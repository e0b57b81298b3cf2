import { type Clock, LONGEST_DELAY_MS, type Timer } from './clock.ts';
import { turn } from './turn.ts';

/**
 * A clock that moves only when told to. `advance` runs every timer that falls due, in order, and lets promises
 * settle after each, so that code under test behaves as it would in real time, only at once.
 *
 * It keeps two times, as a computer does: timers follow the monotonic one; `jump` sets the wall time alone.
 */
export class VirtualClock implements Clock {
  #wall: number;
  #elapsed = 0;
  #sequence = 0;
  readonly #timers = new Set<VirtualTimer>();
  readonly #limit: number;

  /** `limit`: how many timers one `advance` may run before it says that the code under test is spinning. */
  constructor({ start = 0, limit = 1_000_000 }: { start?: number | string | Date; limit?: number } = {}) {
    this.#wall = new Date(start).getTime();
    this.#limit = limit;
  }

  now(): number {
    return this.#wall;
  }

  monotonic(): number {
    return this.#elapsed;
  }

  setTimeout(callback: () => void, delayMs: number): Timer {
    const delay = delayMs >= 1 && delayMs <= LONGEST_DELAY_MS ? Math.trunc(delayMs) : 1;
    const timer = new VirtualTimer(callback, this.#elapsed + delay, this.#sequence++);
    this.#timers.add(timer);
    return timer;
  }

  clearTimeout(timer: Timer | undefined): void {
    this.#timers.delete(timer as VirtualTimer);
  }

  /** Lets `ms` pass. Resolves when all that fell due has run and every promise it touched has settled. */
  async advance(ms: number): Promise<void> {
    const end = this.#elapsed + ms;
    await turn();
    for (let ran = 0; ; ran++) {
      const timer = this.#earliest();
      if (!timer || timer.due > end) break;
      if (ran >= this.#limit) throw new ClockStuckError(this.#limit, ms);
      this.#timers.delete(timer);
      this.#moveTo(Math.max(timer.due, this.#elapsed));
      timer.callback();
      await turn();
    }
    this.#moveTo(Math.max(end, this.#elapsed));
  }

  /** Lets time pass until the wall reads `instant`. */
  async advanceTo(instant: number | string | Date): Promise<void> {
    await this.advance(new Date(instant).getTime() - this.#wall);
  }

  /** Sets the wall clock forward or back without time passing, as NTP or an operator does. */
  jump(ms: number): void {
    this.#wall += ms;
  }

  /** Time passes and no timer runs: a blocked event loop, a sleeping laptop, a stopped process. */
  block(ms: number): void {
    this.#moveTo(this.#elapsed + ms);
  }

  /** Timers still waiting; only those that keep a process alive, if asked. */
  pending({ keepingAlive = false } = {}): number {
    if (!keepingAlive) return this.#timers.size;
    return [...this.#timers].filter((timer) => timer.keepsAlive).length;
  }

  #moveTo(elapsed: number): void {
    this.#wall += elapsed - this.#elapsed;
    this.#elapsed = elapsed;
  }

  #earliest(): VirtualTimer | undefined {
    let first: VirtualTimer | undefined;
    for (const timer of this.#timers) if (!first || timer.isBefore(first)) first = timer;
    return first;
  }
}

/** Thrown by `advance` when timers keep falling due without time getting anywhere. */
export class ClockStuckError extends Error {
  override name = 'ClockStuckError';

  constructor(timers: number, ms: number) {
    super(`${timers} timers ran within ${ms} ms of virtual time and more are due: something re-arms without waiting`);
  }
}

class VirtualTimer implements Timer {
  keepsAlive = true;
  readonly callback: () => void;
  readonly due: number;
  readonly #sequence: number;

  constructor(callback: () => void, due: number, sequence: number) {
    this.callback = callback;
    this.due = due;
    this.#sequence = sequence;
  }

  isBefore(other: VirtualTimer): boolean {
    return this.due < other.due || (this.due === other.due && this.#sequence < other.#sequence);
  }

  ref(): this {
    this.keepsAlive = true;
    return this;
  }

  unref(): this {
    this.keepsAlive = false;
    return this;
  }
}
