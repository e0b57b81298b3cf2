import type { Redis } from 'ioredis';
import { table } from '../../shared/console.ts';
import type { DeskWorld } from '../desk/desk.ts';
import { catalogue } from '../tasks/catalogue.ts';
import { openTasks } from '../tasks/publisher.ts';
import { dateTime } from '../times.ts';
import { enqueueRepairs, planRepairs } from './gap-patrol.ts';
import { restoreDrill } from './restore-drill.ts';

const day = 86_400_000;

/** Patrols the last day of the real desk and sends what is missing to the repair queue. */
export async function patrolDesk(
  { db, clock }: DeskWorld,
  { connection, onError }: { connection: Redis; onError(error: Error): void },
): Promise<string> {
  const to = clock.now();
  const repairs = await planRepairs(db, { from: to - day, to });
  const { tasks, close } = openTasks({ repairGap: catalogue.repairGap }, { connection, onError });
  await enqueueRepairs(tasks, repairs);
  await close();
  if (repairs.length === 0) return 'No candle of the last day is missing.';
  const rows = repairs.map(({ symbol, from, to: until }) => ({ symbol, from: dateTime(from), to: dateTime(until) }));
  return `${table(rows)}\n\n${repairs.length} repairs are in the queue ${catalogue.repairGap.name}.`;
}

/** Drills with the newest backup of the real desk. */
export async function drillDesk({ directory }: DeskWorld): Promise<string> {
  const report = await restoreDrill(directory);
  if (report.verdict === 'no backup') return `No backup in ${directory}: there is nothing to restore.`;
  if (report.verdict === 'unreadable') return `${report.file} cannot be restored: ${report.error}`;
  const tables = table(report.tables.map(({ table: name, backup, restored }) => ({ table: name, backup, restored })));
  const verdict = report.verdict === 'restored' ? 'the same, row for row' : 'NOT the same';
  return `${report.file}\n\n${tables}\n\nBackup and restored copy are ${verdict} (sha256 ${report.restoredSha256.slice(0, 16)}).`;
}
