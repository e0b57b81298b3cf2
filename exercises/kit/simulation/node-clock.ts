import type { Clock, Timer } from '../../../examples/scheduler/clock/clock.ts';
import type { Entry, Life } from './agenda.ts';
import type { World } from './world.ts';

/** One node's clock: its wall shows the world's time plus its own error, its timers run by the world's. */
export class NodeClock implements Clock {
  readonly #world: World;
  readonly #life: Life;
  readonly #skewMs: () => number;

  constructor(world: World, life: Life, skewMs: () => number) {
    this.#world = world;
    this.#life = life;
    this.#skewMs = skewMs;
  }

  now(): number {
    return Math.floor(this.#world.now + this.#skewMs());
  }

  monotonic(): number {
    return this.#world.now;
  }

  setTimeout(callback: () => void, delayMs: number): Timer {
    return new NodeTimer(this.#world.after(Math.max(1, delayMs), callback, this.#life));
  }

  clearTimeout(timer: Timer | undefined): void {
    if (timer) this.#world.cancel((timer as NodeTimer).entry);
  }
}

class NodeTimer implements Timer {
  readonly entry: Entry;

  constructor(entry: Entry) {
    this.entry = entry;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}
