import type { Db } from '../exercise.ts';

export function deleteBatch(db: Db, now: number, limit: number): number {
  // SQLite has no DELETE … LIMIT unless it was built with it.
  const expired = 'SELECT id FROM tokens WHERE expires_at < ? LIMIT ?';
  return db.prepare(`DELETE FROM tokens WHERE id IN (${expired})`).run(now, limit).changes;
}

export async function cleanUp(db: Db, now: number, limit: number, pause: () => Promise<void>): Promise<number> {
  const expired = db.prepare('SELECT id FROM tokens WHERE expires_at < ?').all(now) as { id: number }[];
  const remove = db.prepare('DELETE FROM tokens WHERE id = ?');
  for (let index = 0; index < expired.length; index += limit) {
    if (index > 0) await pause();
    for (const { id } of expired.slice(index, index + limit)) remove.run(id);
  }
  return expired.length;
}

export function archiveBatch(db: Db, cutoff: number, limit: number): number {
  const move = db.transaction(() => {
    // Chosen once: asked twice, the database may answer with other rows.
    const old = db.prepare('SELECT id, at, line FROM logs WHERE at < ? LIMIT ?').all(cutoff, limit) as Log[];
    const insert = db.prepare('INSERT INTO archived_logs (id, at, line) VALUES (?, ?, ?)');
    const remove = db.prepare('DELETE FROM logs WHERE id = ?');
    for (const { id, at, line } of old) {
      insert.run(id, at, line);
      remove.run(id);
    }
    return old.length;
  });
  return move();
}

interface Log {
  id: number;
  at: number;
  line: string;
}
