import { VirtualClock } from '../clock/virtual-clock.ts';
import { seededRandom } from '../random.ts';
import { MemoryStore } from '../store/memory-store.ts';
import type { Store } from '../store/store.ts';
import { LocalEngine } from './local-engine.ts';
import type { RunRecord } from './run.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export interface Scene {
  readonly clock: VirtualClock;
  readonly store: Store;
  readonly engine: LocalEngine;
  /** History of a job as lines, oldest first: `02:00 success`. */
  story(job: string): Promise<string[]>;
  /** The next life of the engine on the same store: what a process that was killed leaves to the one after it. */
  reborn(): LocalEngine;
}

/** An engine at a given moment, in virtual time, with enough memory to hold all it does. */
export function scene(start: string, store: Store = new MemoryStore({ keepPerJob: 100_000 })): Scene {
  const clock = new VirtualClock({ start });
  let lives = 0;
  const reborn = () => new LocalEngine({ clock, store, random: seededRandom(++lives) });
  return {
    clock,
    store,
    engine: reborn(),
    reborn,
    story: async (job) => (await store.history({ job, limit: 100_000 })).reverse().map(line),
  };
}

const line = (run: RunRecord) => `${new Date(run.slot).toISOString().slice(11, 16)} ${run.state}`;
