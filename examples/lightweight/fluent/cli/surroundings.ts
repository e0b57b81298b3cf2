import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemClock } from '../../../scheduler/index.ts';
import { type Environment, EnvironmentReader } from '../../../shared/environment.ts';
import { openDatabase } from '../../../shared/sql/index.ts';
import { noMailer, smtpMailer } from '../run/mailer.ts';
import type { Surroundings } from '../run/run-job.ts';
import { type LockTables, sqlLocks } from '../run/sql-locks.ts';

/**
 * What runs need, as the environment sets it. With DATABASE_URL the locks live in that PostgreSQL, and `onOneServer`
 * holds for every server that uses it; with a file they hold on this machine.
 */
export async function openSurroundings(env: Environment, onOutput: NonNullable<Surroundings['onOutput']>) {
  const read = new EnvironmentReader(env);
  const environment = read.text('APP_ENV', 'what `environments` compares with', 'local');
  const url = read.url('DATABASE_URL', 'PostgreSQL that holds the locks', ['postgres:', 'postgresql:']);
  const file = read.text('SCHEDULE_FILE', 'SQLite file that holds the locks', '.clockwork/fluent/locks.db');
  const smtp = read.url('SMTP_URL', 'where letters are handed in', ['smtp:', 'smtps:']);
  const from = read.text('MAIL_FROM', 'who letters come from', 'clockwork@localhost');
  read.finish();
  if (!url) mkdirSync(dirname(file), { recursive: true });
  const database = await openDatabase<LockTables>({ url, file });
  const surroundings: Surroundings = {
    environment,
    clock: systemClock,
    locks: await sqlLocks(database.db, systemClock),
    mailer: smtp ? smtpMailer(smtp, from) : noMailer,
    onOutput,
  };
  return { surroundings, close: () => database.close() };
}
