import type { Db, Retention } from '../exercise.ts';

export function removeOlder(db: Db, before: number, limit: number): number {
  const remove = db.prepare(`
    DELETE FROM runs WHERE rowid IN (
      SELECT rowid FROM runs AS run
      WHERE slot < ? AND state <> 'running'
        AND slot < (SELECT max(slot) FROM runs WHERE job = run.job)
      ORDER BY slot LIMIT ?
    )`);
  return remove.run(before, limit).changes;
}

export function removeBeyond(db: Db, keep: number, limit: number): number {
  const remove = db.prepare(`
    DELETE FROM runs WHERE rowid IN (
      SELECT id FROM (
        SELECT rowid AS id, slot, state, row_number() OVER (PARTITION BY job ORDER BY slot DESC) AS place FROM runs
      )
      WHERE place > ? AND state <> 'running'
      ORDER BY slot LIMIT ?
    )`);
  return remove.run(keep, limit).changes;
}

export async function prune(
  db: Db,
  { before, keep }: Retention,
  limit: number,
  pause: () => Promise<void>,
): Promise<number> {
  let removed = 0;
  for (const batch of [() => removeBeyond(db, keep, limit)]) {
    for (let count = batch(); count > 0; count = batch()) {
      removed += count;
      await pause();
    }
  }
  return removed;
}
