import { VirtualClock } from '../clock/virtual-clock.ts';
import { LocalEngine } from '../engine/local-engine.ts';
import { seededRandom } from '../random.ts';
import type { Store } from '../store/store.ts';
import type { EngineUnderTest } from './engine/stage.ts';

const STEP_MS = 50;

/** A local engine in virtual time. A store that answers in its own time is waited for at every step. */
export function virtualWorld(
  store: Store,
  close: () => Promise<void> = async () => {},
): EngineUnderTest & { clock: VirtualClock } {
  const clock = new VirtualClock({ start: '2026-03-01T00:00:00.300Z' });
  const waited = waitedFor(store);
  const engines: LocalEngine[] = [];
  const make = () => {
    const engine = new LocalEngine({ clock, random: seededRandom(engines.length + 1), store: waited.store });
    engines.push(engine);
    return engine;
  };
  return {
    clock,
    engine: make(),
    now: () => clock.now(),
    pass: async (ms) => {
      for (let left = ms; left > 0; left -= STEP_MS) {
        await clock.advance(Math.min(STEP_MS, left));
        await waited.idle();
      }
    },
    again: async () => make(),
    close,
  };
}

/** The same store, and a way to know when it has answered everything it was asked. */
function waitedFor(store: Store): { store: Store; idle(): Promise<void> } {
  let asked = 0;
  const counting = new Proxy(store, {
    get(target, name) {
      const member = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]) => {
        asked++;
        try {
          return await member.apply(target, args);
        } finally {
          asked--;
        }
      };
    },
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return {
    store: counting,
    idle: async () => {
      do await turn();
      while (asked > 0);
    },
  };
}
