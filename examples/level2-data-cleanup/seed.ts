import { existsSync } from 'node:fs';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { Random } from '../scheduler/random.ts';
import type { Tables } from './database.ts';

const DAY_MS = 86_400_000;

/** Something to clean: tokens of which most have expired, and a fortnight of logs. */
export async function seedTokens(db: Kysely<Tables>, count: number, now: number, random: Random): Promise<void> {
  const tokens = Array.from({ length: count }, (_, index) => ({
    user: `user-${index % 97}`,
    expires_at: Math.round(now + (random() - 0.8) * 30 * DAY_MS),
  }));
  // SQLite takes a bounded number of values in one statement.
  for (let at = 0; at < tokens.length; at += 1_000) {
    await db
      .insertInto('session_token')
      .values(tokens.slice(at, at + 1_000))
      .execute();
  }
}

export async function seedLogs(folder: string, days: number, now: number, random: Random): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let age = 0; age < days; age++) {
    const written = new Date(now - age * DAY_MS);
    const file = join(folder, `app-${written.toISOString().slice(0, 10)}.log`);
    if (existsSync(file)) continue;
    await writeFile(file, logText(written, random));
    await utimes(file, written, written);
  }
}

function logText(day: Date, random: Random): string {
  const line = (index: number) => {
    const at = new Date(day.getTime() + index * 17_000).toISOString();
    return `${at} GET /orders/${Math.floor(random() * 10_000)} 200 ${Math.floor(random() * 300)}ms`;
  };
  return `${Array.from({ length: 4_000 }, (_, index) => line(index)).join('\n')}\n`;
}
