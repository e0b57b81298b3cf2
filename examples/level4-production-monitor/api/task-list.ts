import type { Monitor } from '../monitor.ts';
import { viewTask } from './view.ts';

/** Between two events only the passing of time changes the list: a task turns stale, by seconds and not by milliseconds. */
const OLDEST_MS = 1_000;

/**
 * The list of tasks as it is sent, made anew when something has happened. Every open dashboard asks for it, and making
 * it costs ten times what sending it does.
 */
export function taskList(monitor: Monitor): () => string | Promise<string> {
  const { engine, recent, config, clock } = monitor;
  let made: string | Promise<string> | undefined;
  let madeAt = 0;
  engine.subscribe(() => {
    made = undefined;
  });
  const make = async () => {
    const jobs = await engine.jobs();
    return JSON.stringify({ items: jobs.map((job) => viewTask(job, recent, config.thresholds, clock.now())) });
  };
  return () => {
    const now = clock.now();
    if (made && Math.abs(now - madeAt) < OLDEST_MS) return made;
    madeAt = now;
    const making = make();
    made = making;
    making.then(
      (list) => {
        if (made === making) made = list;
      },
      // Whoever waits for it hears of it; the next one asks again.
      () => {
        if (made === making) made = undefined;
      },
    );
    return making;
  };
}
