import { writeBackup } from '../desk/backup.ts';
import { minutesBetween, writeCandles } from '../desk/candles.ts';
import type { DeskWorld } from '../desk/desk.ts';
import type { Measured } from './figures.ts';
import { planRepairs } from './gap-patrol.ts';
import { restoreDrill } from './restore-drill.ts';

const minute = 60_000;

/** A day of candles with holes in it, patrolled and repaired. */
export async function measureGapPatrol({ db, clock }: DeskWorld): Promise<Measured> {
  const to = Math.floor(clock.now() / minute) * minute;
  const window = { from: to - 24 * 60 * minute, to };
  const minutes = minutesBetween(window.from, window.to);
  const lost = (at: number, index: number) => index % 97 === 0 || (at >= to - 300 * minute && at < to - 255 * minute);
  for (const symbol of ['ALPH', 'BETA', 'GAMM']) {
    const kept = minutes.filter((at, index) => !lost(at, index));
    for (let from = 0; from < kept.length; from += 300) await writeCandles(db, symbol, kept.slice(from, from + 300));
  }
  const count = (repairs: readonly { from: number; to: number }[]) =>
    repairs.reduce((sum, { from, to: until }) => sum + (until - from) / minute, 0);
  const before = await planRepairs(db, window);
  for (const { symbol, from, to: until } of before) await writeCandles(db, symbol, minutesBetween(from, until));
  const after = await planRepairs(db, window);
  return {
    policy: 'data-gap patrol',
    scene: `a day of minute candles of three symbols, with holes; ${before.length} repairs`,
    figures: [
      { what: 'candles missing', before: count(before), after: count(after) },
      { what: 'gaps', before: before.length, after: after.length },
    ],
  };
}

/** A backup, and what a drill finds of it in a database of its own. */
export async function measureRestoreDrill(world: DeskWorld): Promise<Measured> {
  const backup = await writeBackup(world);
  const report = await restoreDrill(world.directory);
  if (report.verdict !== 'restored') throw new Error(`the drill says "${report.verdict}" of a backup just written`);
  const restored = report.tables.reduce((sum, table) => sum + table.restored, 0);
  return {
    policy: 'restore drill',
    scene: 'the newest backup put into a scratch database, dumped again and compared (before: backup, after: restored)',
    figures: [
      { what: 'rows', before: backup.rows, after: restored },
      {
        what: 'sha256 of the content',
        before: report.backupSha256.slice(0, 16),
        after: report.restoredSha256.slice(0, 16),
      },
    ],
  };
}
