import { join } from 'node:path';
import { type Environment, EnvironmentReader } from '../shared/environment.ts';
import { QueueError } from './errors.ts';

export interface Settings {
  /** PostgreSQL, if the desk lives there. */
  readonly databaseUrl: string | undefined;
  /** Where the desk keeps its database file, reports, exports and backups. */
  readonly directory: string;
}

export function readSettings(env: Environment): Settings {
  const read = new EnvironmentReader(env);
  const settings = Object.freeze({
    databaseUrl: read.url('DATABASE_URL', 'the PostgreSQL of the desk', ['postgres:', 'postgresql:']),
    directory: read.text('DESK_DIRECTORY', 'where the desk keeps its files', join('.clockwork', 'queue')),
  });
  read.finish(['DESK_']);
  return settings;
}

const SHORTEST_TOKEN = 16;

export interface DashboardSettings {
  readonly port: number;
  /** Undefined when nobody chose one: then one is made up and printed. */
  readonly token: string | undefined;
}

export function readDashboardSettings(env: Environment): DashboardSettings {
  const read = new EnvironmentReader(env);
  const port = read.integer('PORT', 'where the dashboard listens; 0 takes a free port', 8_005, { from: 0, to: 65_535 });
  const token = read.text('QUEUE_DASHBOARD_TOKEN', 'opens the dashboard');
  read.finish(['QUEUE_DASHBOARD_']);
  if (token !== undefined && token.length < SHORTEST_TOKEN) {
    const text = `QUEUE_DASHBOARD_TOKEN has ${token.length} characters: expected at least ${SHORTEST_TOKEN}`;
    throw new QueueError('bad-environment', text);
  }
  return Object.freeze({ port, token });
}
