import type { Clock, Timer } from '../../../examples/scheduler/clock/clock.ts';

/**
 * The clock of one process. Kill it and none of its timers fires again; block it and those that fall due meanwhile fire
 * when it is over, as with an event loop that somebody keeps busy.
 */
export class ProcessClock implements Clock {
  readonly #world: Clock;
  #dead = false;
  #blockedUntil = 0;

  constructor(world: Clock) {
    this.#world = world;
  }

  kill(): void {
    this.#dead = true;
  }

  block(ms: number): void {
    this.#blockedUntil = this.#world.monotonic() + ms;
  }

  get isDead(): boolean {
    return this.#dead;
  }

  now(): number {
    return this.#world.now();
  }

  monotonic(): number {
    return this.#world.monotonic();
  }

  setTimeout(callback: () => void, delayMs: number): Timer {
    return this.#world.setTimeout(() => this.#fire(callback), delayMs);
  }

  clearTimeout(timer: Timer | undefined): void {
    this.#world.clearTimeout(timer);
  }

  #fire(callback: () => void): void {
    if (this.#dead) return;
    const left = this.#blockedUntil - this.#world.monotonic();
    if (left > 0) this.#world.setTimeout(() => this.#fire(callback), left);
    else callback();
  }
}
