import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeskWorld } from '../../desk/desk.ts';
import { writeWhole } from '../../desk/write-whole.ts';
import type { DeskCatalogue } from '../../tasks/catalogue.ts';
import type { Handlers } from '../handler.ts';

const day = 86_400_000;

export function reports({ db, clock, directory }: DeskWorld): Pick<Handlers<DeskCatalogue>, 'generateReport'> {
  return {
    async generateReport({ period, title }, { dueAt }) {
      const since = dueAt - (period === 'day' ? day : 7 * day);
      const rows = await db
        .selectFrom('candles')
        .select(({ fn }) => [
          'symbol',
          fn.countAll().as('candles'),
          fn.min('close').as('low'),
          fn.max('close').as('high'),
        ])
        .where('at', '>=', since)
        .where('at', '<', dueAt)
        .groupBy('symbol')
        .orderBy('symbol')
        .execute();
      const sent = await db
        .selectFrom('outbox')
        .select(({ fn }) => fn.countAll().as('messages'))
        .where('sent_at', '>=', since)
        .executeTakeFirstOrThrow();
      const lines = rows.map(({ symbol, candles, low, high }) => `| ${symbol} | ${candles} | ${low} | ${high} |`);
      const text = [
        `# ${title}`,
        `${new Date(since).toISOString()} to ${new Date(dueAt).toISOString()}, written ${new Date(clock.now()).toISOString()}`,
        '',
        '| symbol | candles | low | high |\n|---|---|---|---|',
        ...lines,
        '',
        `Messages sent: ${sent.messages}`,
      ].join('\n');

      // Named by what it is about, so that a second attempt replaces the first instead of standing beside it.
      const folder = join(directory, 'reports');
      await mkdir(folder, { recursive: true });
      const file = join(folder, `${period}-${new Date(dueAt).toISOString().slice(0, 10)}.md`);
      await writeWhole(file, `${text}\n`);
      return { file, rows: rows.length };
    },
  };
}
