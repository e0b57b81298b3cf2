import { sql } from 'kysely';
import type { Clock, Timer } from '../../scheduler/index.ts';
import type { MonitorDatabase } from '../database.ts';

const LOOK_EVERY_MS = 5_000;
const PATIENCE_MS = 3_000;

export interface DatabaseWatch {
  stop(): void;
}

/**
 * Asks the database every few seconds whether it is there, and tells why not, or null. The engine notices only when it
 * has something to record: with nothing due for an hour a monitor would call itself ready for an hour.
 */
export function watchDatabase(
  { db }: MonitorDatabase,
  clock: Clock,
  tell: (reason: string | null) => void,
): DatabaseWatch {
  let next: Timer | undefined;
  let stopped = false;
  const say = (reason: string | null) => {
    if (!stopped) tell(reason);
  };
  const look = async () => {
    const late = clock.setTimeout(() => say('the database does not answer'), PATIENCE_MS);
    try {
      await sql`select 1`.execute(db);
      say(null);
    } catch (error) {
      say(`the database is away: ${error instanceof Error ? error.message || error.name : String(error)}`);
    } finally {
      clock.clearTimeout(late);
      if (!stopped) next = clock.setTimeout(() => void look(), LOOK_EVERY_MS);
    }
  };
  void look();
  return {
    stop() {
      stopped = true;
      clock.clearTimeout(next);
    },
  };
}
