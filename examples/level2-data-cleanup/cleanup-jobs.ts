import { join } from 'node:path';
import type { Clock } from '../scheduler/clock/clock.ts';
import { sleep } from '../scheduler/clock/sleep.ts';
import type { CleanupDatabase } from './database.ts';
import type { Job } from './job.ts';
import { archiveLogs } from './log-archive.ts';
import { removeExpiredTokens } from './token-cleanup.ts';

export interface CleanupParts {
  readonly database: CleanupDatabase;
  readonly folder: string;
  readonly clock: Clock;
  /** Called between batches and between files; throws when a fault is due. */
  readonly fault: () => void;
  readonly say: (job: string, line: string) => void;
  /** A pause between batches and files, for others to get a turn and for the reader to see the work. */
  readonly breathMs: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const KEEP_LOGS_MS = 7 * 24 * HOUR_MS;

/** The two real jobs, and a third that does both every 30 s for whoever is watching. */
export function cleanupJobs(parts: CleanupParts): { hourly: Job; nightly: Job; demonstration: Job } {
  const { database, folder, clock, fault, say, breathMs } = parts;

  const tokens = (name: string) => () => {
    let removed = 0;
    return async (signal: AbortSignal) => {
      await removeExpiredTokens(database.db, {
        before: clock.now(),
        batchSize: 500,
        signal,
        onBatch: async (batch) => {
          removed += batch;
          say(name, `${removed} expired tokens removed so far`);
          fault();
          await sleep(clock, breathMs, signal);
        },
      });
      return `${removed} expired tokens removed`;
    };
  };

  const logs = (name: string) => () => {
    let files = 0;
    let [bytes, storedBytes] = [0, 0];
    return async (signal: AbortSignal) => {
      await archiveLogs(database.db, {
        logs: join(folder, 'logs'),
        archive: join(folder, 'archive'),
        before: clock.now() - KEEP_LOGS_MS,
        now: () => clock.now(),
        signal,
        onFile: async (file, { done, of }) => {
          files++;
          bytes += file.bytes;
          storedBytes += file.stored_bytes;
          say(name, `${bar(done, of)} ${file.name}`);
          fault();
          await sleep(clock, breathMs, signal);
        },
      });
      if (files === 0) return 'no log is old enough';
      return `${files} logs archived and verified, ${kilobytes(bytes)} in ${kilobytes(storedBytes)}`;
    };
  };

  return {
    hourly: { name: 'tokens', expression: '0 * * * *', graceMs: 10 * MINUTE_MS, start: tokens('tokens') },
    nightly: { name: 'logs', expression: '0 2 * * *', graceMs: 6 * HOUR_MS, start: logs('logs') },
    demonstration: {
      name: 'both',
      expression: '*/30 * * * * *',
      graceMs: 5_000,
      start: () => {
        const [first, second] = [tokens('both')(), logs('both')()];
        return async (signal) => `${await first(signal)}; ${await second(signal)}`;
      },
    },
  };
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1024)} kB`;
}

function bar(done: number, of: number): string {
  const filled = Math.round((12 * done) / of);
  return `[${'#'.repeat(filled)}${'.'.repeat(12 - filled)}] ${done}/${of}`;
}
