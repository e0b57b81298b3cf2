import { type Environment, EnvironmentReader } from '../../shared/environment.ts';

/** The scheduler's settings, read once. */
export interface Settings {
  /** Where jobs are kept between starts: a file, or nowhere. */
  readonly store: { readonly kind: 'memory' } | { readonly kind: 'sqlite'; readonly file: string };
  /** How many jobs may run at one time, whatever their schedules say. */
  readonly workers: number;
  readonly defaults: JobDefaults;
  /** How long a stop waits for what is running. */
  readonly drainMs: number;
}

// #region defaults
/** What a job gets that does not say otherwise. */
export interface JobDefaults {
  readonly timeZone: string;
  readonly noOverlap: boolean;
  /** A slot missed while nobody was running is made up for when it is at most this old. */
  readonly graceMs: number;
  /** Each run starts up to this much later, by chance, so that not everything wakes at once. */
  readonly jitterMs: number;
}
// #endregion defaults

const DAY_MS = 86_400_000;

export function readSettings(env: Environment): Settings {
  const read = new EnvironmentReader(env);
  const kind = read.oneOf('SCHEDULER_STORE', 'where jobs are kept', 'memory', ['memory', 'sqlite']);
  const file = read.text('SCHEDULER_FILE', 'the SQLite file of the store', '.clockwork/lightweight.db');
  const settings: Settings = {
    store: kind === 'memory' ? { kind } : { kind, file },
    workers: read.integer('SCHEDULER_WORKERS', 'jobs that may run at one time', 4, { from: 1, to: 100 }),
    defaults: {
      timeZone: read.timeZone('SCHEDULER_TIMEZONE', 'zone of jobs that name none', 'UTC'),
      noOverlap: read.boolean('SCHEDULER_NO_OVERLAP', 'a run that is due while one goes on is skipped', true),
      graceMs: read.integer('SCHEDULER_GRACE_MS', 'how late a missed run is still made up for', 60_000, {
        from: 0,
        to: DAY_MS,
      }),
      jitterMs: read.integer('SCHEDULER_JITTER_MS', 'random delay of each start', 0, { from: 0, to: 3_600_000 }),
    },
    drainMs: read.integer('SCHEDULER_DRAIN_MS', 'how long a stop waits', 10_000, { from: 0, to: 600_000 }),
  };
  read.finish(['SCHEDULER_']);
  return Object.freeze(settings);
}
