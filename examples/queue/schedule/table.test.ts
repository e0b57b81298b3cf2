import { describe, expect, it } from 'vitest';
import { enabledEntries, readSchedule } from './table.ts';
import { describeTrigger } from './trigger.ts';

const timesOf = (env: Record<string, string>) =>
  Object.fromEntries(enabledEntries(readSchedule(env)).map((entry) => [entry.name, describeTrigger(entry)]));

describe('the schedule', () => {
  it('holds every everyday job when nothing is set', () => {
    expect(timesOf({})).toEqual({
      add_every_30_seconds: 'every 30 s',
      daily_report: '0 18 * * * UTC',
      weekly_report: '0 8 * * 1 UTC',
      'maintenance.backup_postgres_full': '30 2 * * * UTC',
      'maintenance.export_user_emails_csv': 'every 60 min',
      'maintenance.fail_stale_backtest_jobs': 'every 10 min',
      'paper_trading.scheduler_tick': 'every 5 s',
      'market_data.refresh_active_subscriptions': 'every 15 s',
      'notifications.dispatch_pending': 'every 10 s',
      'trade_approval.expire_pending': 'every 30 s',
    });
  });

  it('gives each task a queue of its own', () => {
    const queues = readSchedule({}).entries.map(({ task }) => task.name);
    expect(new Set(queues).size).toBe(queues.length);
  });

  it('is switched and timed by the environment', () => {
    const times = timesOf({
      PAPER_TRADING_SCHEDULER_TICK_ENABLED: 'off',
      NOTIFICATIONS_DISPATCH_PENDING_EVERY_SECONDS: '45',
      MAINTENANCE_BACKUP_POSTGRES_FULL_UTC_HOUR: '23',
      MAINTENANCE_BACKUP_POSTGRES_FULL_UTC_MINUTE: '5',
      SCHEDULE_TIME_ZONE: 'Europe/Berlin',
    });
    expect(times).not.toHaveProperty('paper_trading.scheduler_tick');
    expect(times['notifications.dispatch_pending']).toBe('every 45 s');
    expect(times['maintenance.backup_postgres_full']).toBe('5 23 * * * UTC');
    expect(times.daily_report).toBe('0 18 * * * Europe/Berlin');
  });

  it('cannot be changed once it is read', () => {
    const table = readSchedule({});
    expect(Object.isFrozen(table)).toBe(true);
    expect(Object.isFrozen(table.entries[0])).toBe(true);
    expect(Object.isFrozen(table.entries[0]?.payload)).toBe(true);
  });

  it('refuses a switch that is neither on nor off, by name', () => {
    expect(() => readSchedule({ TRADE_APPROVAL_EXPIRE_PENDING_ENABLED: 'maybe' })).toThrow(
      'TRADE_APPROVAL_EXPIRE_PENDING_ENABLED is "maybe": expected true or false',
    );
  });

  it.each(['0', '-5', '1.5', 'soon', ''])('refuses the interval "%s"', (text) => {
    expect(() => readSchedule({ PAPER_TRADING_SCHEDULER_TICK_EVERY_SECONDS: text })).toThrow(
      /^PAPER_TRADING_SCHEDULER_TICK_EVERY_SECONDS is .*: expected a whole number from 1 to 86400$/,
    );
  });

  it('refuses a switch that is only nearly one of ours, because it would do nothing', () => {
    expect(() => readSchedule({ PAPER_TRADING_SCHEDULER_TICK_ENABLE: 'false' })).toThrow(
      'PAPER_TRADING_SCHEDULER_TICK_ENABLE is not a known variable: did you mean PAPER_TRADING_SCHEDULER_TICK_ENABLED?',
    );
  });

  it('says all that is wrong at once', () => {
    const bad = { SCHEDULE_TIME_ZONE: 'Mars/Olympus', MAINTENANCE_BACKUP_POSTGRES_FULL_UTC_HOUR: '24' };
    expect(() => readSchedule(bad)).toThrow(/SCHEDULE_TIME_ZONE.*\n.*MAINTENANCE_BACKUP_POSTGRES_FULL_UTC_HOUR/);
  });
});
