import Database from 'libsql';
import type { Job, Run, Store } from '../21-survive-a-restart/exercise.ts';
import type { Job as ControlledJob } from '../22-control-api/exercise.ts';
import type { Alert, AlertStore, Outcome } from '../25-page-a-human-once/exercise.ts';

type Row = { name: string; cron: string; grace_ms: number; since: number; paused: number; next_at: number | null };

/** What the labs call their stores, all in one SQLite file. */
export class MonitorStore implements Store, AlertStore {
  readonly db: Database.Database;

  constructor(file: string) {
    this.db = new Database(file);
    this.db.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA busy_timeout = 2000;
      CREATE TABLE IF NOT EXISTS jobs (name TEXT PRIMARY KEY, cron TEXT, grace_ms INTEGER, since INTEGER, paused INTEGER, next_at INTEGER);
      CREATE TABLE IF NOT EXISTS runs (job TEXT, slot INTEGER, state TEXT, PRIMARY KEY (job, slot));
      CREATE TABLE IF NOT EXISTS alerts (job TEXT PRIMARY KEY, paged_at INTEGER);
    `);
  }

  add({ name, schedule, graceMs, since, paused }: Job): void {
    const insert = this.db.prepare('INSERT OR IGNORE INTO jobs VALUES (?, ?, ?, ?, ?, NULL)');
    insert.run(name, schedule, graceMs, since, paused ? 1 : 0);
  }

  async jobs(): Promise<readonly Job[]> {
    const rows = this.db.prepare('SELECT * FROM jobs ORDER BY name').all() as Row[];
    return rows.map(({ name, cron, grace_ms, since, paused }) => {
      return { name, schedule: cron, graceMs: grace_ms, since, paused: paused === 1 };
    });
  }

  async running(): Promise<readonly Run[]> {
    return this.db.prepare("SELECT * FROM runs WHERE state = 'running'").all() as Run[];
  }

  async latest(job: string): Promise<Run | undefined> {
    return this.db.prepare('SELECT * FROM runs WHERE job = ? ORDER BY slot DESC LIMIT 1').get(job) as Run | undefined;
  }

  /** For alerts: failing is not the only way not to succeed, but only what ended says something. Oldest first. */
  async outcomes(job: string): Promise<readonly Outcome[]> {
    const ended = this.db.prepare(
      "SELECT state FROM runs WHERE job = ? AND state IN ('success', 'failed') ORDER BY slot",
    );
    return (ended.all(job) as { state: Outcome }[]).map(({ state }) => state);
  }

  async save(entry: Run | Alert): Promise<void> {
    if ('pagedAt' in entry) {
      this.db.prepare('INSERT OR REPLACE INTO alerts VALUES (?, ?)').run(entry.job, entry.pagedAt);
    } else {
      this.db.prepare('INSERT OR REPLACE INTO runs VALUES (?, ?, ?)').run(entry.job, entry.slot, entry.state);
    }
  }

  async find(job: string): Promise<Alert | undefined> {
    const row = this.db.prepare('SELECT paged_at AS pagedAt, job FROM alerts WHERE job = ?').get(job);
    return row as Alert | undefined;
  }

  async remove(job: string): Promise<void> {
    this.db.prepare('DELETE FROM alerts WHERE job = ?').run(job);
  }

  /** The jobs as the control API knows them. */
  async controlled(id: string): Promise<ControlledJob | undefined> {
    const row = this.db.prepare('SELECT * FROM jobs WHERE name = ?').get(id) as Row | undefined;
    return row && { id: row.name, cron: row.cron, paused: row.paused === 1, nextAt: row.next_at };
  }

  /** A job that was changed counts its slots from now on. */
  async control({ id, cron, paused, nextAt }: ControlledJob, now: number): Promise<void> {
    const update = this.db.prepare('UPDATE jobs SET cron = ?, paused = ?, next_at = ?, since = ? WHERE name = ?');
    update.run(cron, paused ? 1 : 0, nextAt, now, id);
  }

  history(): readonly Run[] {
    return this.db.prepare('SELECT * FROM runs ORDER BY slot, job').all() as Run[];
  }
}
