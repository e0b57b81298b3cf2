import type { Clock } from '../../scheduler/clock/clock.ts';
import type { DeskDatabase } from './schema.ts';

/** What the handlers work on. */
export interface DeskWorld {
  readonly db: DeskDatabase;
  readonly dialect: 'sqlite' | 'postgres';
  readonly clock: Clock;
  /** Where reports, exports and backups are written. */
  readonly directory: string;
}
