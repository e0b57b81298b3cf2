import { type Environment, EnvironmentReader, type Variable } from '../../shared/environment.ts';
import { catalogue, type DeskCatalogue } from '../tasks/catalogue.ts';
import type { PayloadOf, TaskContract } from '../tasks/contract.ts';
import { stableOffset } from './offset.ts';
import type { Planned, Trigger } from './trigger.ts';

/** One line of the schedule: a task, its payload, and when. */
export interface ScheduleEntry extends Planned {
  readonly name: string;
  readonly task: TaskContract;
  readonly payload: unknown;
  readonly enabled: boolean;
  /** A run that comes up this long after its slot is dropped. */
  readonly expiresMs: number;
}

export interface ScheduleTable {
  readonly entries: readonly ScheduleEntry[];
  readonly variables: readonly Variable[];
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Reads the environment once. What comes back is frozen: a schedule does not change under a running process. */
export function readSchedule(env: Environment, tasks: DeskCatalogue = catalogue): ScheduleTable {
  const read = new EnvironmentReader(env);
  const timeZone = read.timeZone('SCHEDULE_TIME_ZONE', 'the zone in which reports have their times', 'UTC');
  const jitterMs =
    read.integer('SCHEDULE_JITTER_SECONDS', 'spreads the schedules over this long', 0, { from: 0, to: 3_600 }) * second;

  /** An interval on which everything misses by a whole period is worthless, and so is a tick that comes up that late. */
  const entry = <Key extends keyof DeskCatalogue>(
    name: string,
    task: Key,
    payload: PayloadOf<DeskCatalogue[Key]>,
    trigger: Trigger,
    { enabled = true, expiresMs = 'everyMs' in trigger ? trigger.everyMs : hour } = {},
  ): ScheduleEntry =>
    Object.freeze({
      name,
      task: tasks[task],
      payload: Object.freeze(payload),
      trigger: Object.freeze(trigger),
      offsetMs: stableOffset(name, jitterMs, trigger),
      enabled,
      expiresMs,
    });

  const isOn = (name: string) => read.boolean(`${prefixOf(name)}ENABLED`, `is ${name} on`, true);
  const everySeconds = (name: string, fallback: number): Trigger => ({
    everyMs:
      second *
      read.integer(`${prefixOf(name)}EVERY_SECONDS`, 'seconds between runs', fallback, { from: 1, to: 86_400 }),
  });
  const everyMinutes = (name: string, fallback: number): Trigger => ({
    everyMs:
      minute * read.integer(`${prefixOf(name)}EVERY_MINUTES`, 'minutes between runs', fallback, { from: 1, to: 1_440 }),
  });

  const switched = <Key extends keyof DeskCatalogue>(
    name: DeskCatalogue[Key]['name'],
    task: Key,
    payload: PayloadOf<DeskCatalogue[Key]>,
    when: (name: string) => Trigger,
    options: { expiresMs?: number } = {},
  ) => entry(name, task, payload, when(name), { enabled: isOn(name), ...options });

  const backupAt = (name: string): Trigger => {
    const at = read.integer(`${prefixOf(name)}UTC_HOUR`, 'hour of the backup, UTC', 2, { from: 0, to: 23 });
    const past = read.integer(`${prefixOf(name)}UTC_MINUTE`, 'minute of the backup', 30, { from: 0, to: 59 });
    return { cron: `${past} ${at} * * *`, timeZone: 'UTC' };
  };

  // #region table
  const entries = [
    entry('add_every_30_seconds', 'add', { a: 16, b: 16 }, { everyMs: 30 * second }),
    entry(
      'daily_report',
      'sendEmail',
      { to: 'desk@example.com', subject: 'Daily report' },
      { cron: '0 18 * * *', timeZone },
    ),
    entry(
      'weekly_report',
      'generateReport',
      { period: 'week', title: 'Weekly report' },
      { cron: '0 8 * * 1', timeZone },
    ),

    switched('maintenance.backup_postgres_full', 'backupPostgresFull', {}, backupAt, { expiresMs: 6 * hour }),
    switched('maintenance.export_user_emails_csv', 'exportUserEmailsCsv', {}, (name) => everyMinutes(name, 60)),
    switched('maintenance.fail_stale_backtest_jobs', 'failStaleBacktestJobs', { staleAfterMinutes: 15 }, (name) =>
      everyMinutes(name, 10),
    ),
    switched('paper_trading.scheduler_tick', 'schedulerTick', {}, (name) => everySeconds(name, 5)),
    switched('market_data.refresh_active_subscriptions', 'refreshActiveSubscriptions', {}, (name) =>
      everySeconds(name, 15),
    ),
    switched('notifications.dispatch_pending', 'dispatchPending', { batch: 100 }, (name) => everySeconds(name, 10)),
    switched('trade_approval.expire_pending', 'expirePending', {}, (name) => everySeconds(name, 30)),
  ];
  // #endregion table

  read.finish([
    ...entries.filter(({ task, name }) => task.name === name).map(({ name }) => prefixOf(name)),
    'SCHEDULE_',
  ]);
  return Object.freeze({ entries: Object.freeze(entries), variables: Object.freeze(read.variables) });
}

/** `paper_trading.scheduler_tick` is switched and timed by `PAPER_TRADING_SCHEDULER_TICK_…`. */
function prefixOf(schedule: string): string {
  return `${schedule.toUpperCase().replaceAll('.', '_')}_`;
}

/** What is on, which is what beat publishes. */
export function enabledEntries(table: ScheduleTable): readonly ScheduleEntry[] {
  return table.entries.filter(({ enabled }) => enabled);
}

/** The same schedule with its starts spread over this long; 0 takes every spread away. */
export function withJitter(table: ScheduleTable, jitterMs: number): ScheduleTable {
  const entries = table.entries.map((entry) => ({
    ...entry,
    offsetMs: stableOffset(entry.name, jitterMs, entry.trigger),
  }));
  return { ...table, entries };
}
