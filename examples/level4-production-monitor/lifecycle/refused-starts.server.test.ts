import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgres } from '../../shared/sql/testing.ts';
import { openMonitorDatabase } from '../database.ts';
import { runMain, startMain } from './testing.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clockwork-refused-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A sentence, not a stack: whoever reads it did not write the program. */
async function refusal(settings: Record<string, string>): Promise<string> {
  const { code, printed } = await runMain({ PORT: '0', MONITOR_FILE: join(folder, 'refused.db'), ...settings });
  expect(code).toBe(1);
  expect(printed).not.toMatch(/^\s+at .*:\d+/m);
  expect(printed).not.toContain('Dashboard');
  return printed;
}

describe.concurrent('a start is refused with a sentence and exit code 1', () => {
  test('when PostgreSQL does not answer, naming it without its password', async () => {
    const printed = await refusal({ DATABASE_URL: 'postgres://me:hush-hush@127.0.0.1:1/clockwork' });
    expect(printed).toContain('no database at postgres://me:***@127.0.0.1:1/clockwork (connect ECONNREFUSED');
    expect(printed).not.toContain('hush-hush');
  });

  test('when the folder of the SQLite file cannot be made', async () => {
    await writeFile(join(folder, 'a-file'), '');
    const file = join(folder, 'a-file', 'monitor.db');
    expect(await refusal({ MONITOR_FILE: file })).toContain(`MONITOR_FILE=${file} cannot be opened`);
  });

  test('when the SQLite file is something else', async () => {
    const file = join(folder, 'letter.txt');
    await writeFile(file, 'Dear database, '.repeat(100));
    expect(await refusal({ MONITOR_FILE: file })).toContain(file);
  });

  test('when it would open the network without a token', async () => {
    expect(await refusal({ HOST: '0.0.0.0' })).toContain('HOST=0.0.0.0 opens the monitor to the network');
  });

  test('when the port is taken, before any task was set up', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
    const { port } = squatter.address() as { port: number };
    const file = join(folder, 'port.db');
    const printed = await refusal({ PORT: String(port), MONITOR_FILE: file });
    squatter.close();
    const database = await openMonitorDatabase({ databaseUrl: undefined, databaseFile: file });
    expect(await database.db.selectFrom('scheduler_job').select('name').execute()).toEqual([]);
    await database.close();
    expect(printed).toContain(`Port ${port} is taken by another program. Set PORT to a free one`);
  });

  test('when settings are wrong: all of them at once, and secrets not repeated', async () => {
    const printed = await refusal({
      PORT: 'eighty',
      ENGINE: 'cron',
      MONITOR_DRAIN_MS: '-1',
      MONITOR_TOKNE: 'x',
      DATABASE_URL: 'mysql://root:hush-hush@db/x',
      ALERT_WEBHOOK_URL: 'https://example.com/hook',
      SMTP_URL: 'smtp://mail.example.com',
    });
    for (const name of ['PORT', 'ENGINE', 'MONITOR_DRAIN_MS', 'MONITOR_TOKNE', 'DATABASE_URL']) {
      expect(printed).toMatch(new RegExp(`^${name} is `, 'm'));
    }
    expect(printed).toContain('did you mean MONITOR_TOKEN?');
    expect(printed).toContain('ALERT_WEBHOOK_SECRET is empty');
    expect(printed).toContain('ALERT_MAIL_TO is empty');
    expect(printed).not.toContain('hush-hush');
  });

  test('when another monitor has its PostgreSQL; and not for ever after that one was killed', async () => {
    const postgres = await startPostgres();
    const first = await startMain({ DATABASE_URL: postgres.url });
    const printed = await refusal({ DATABASE_URL: postgres.url });
    expect(printed).toContain('is in use by another monitor. Set ENGINE=bullmq');
    await first.end('SIGKILL');
    const second = await startMain({ DATABASE_URL: postgres.url });
    expect(await second.end('SIGTERM')).toBe(0);
    await postgres.stop();
  });

  test('when another monitor has its SQLite file; and not for ever after that one was killed', async () => {
    const file = join(folder, 'shared.db');
    const first = await startMain({ MONITOR_FILE: file });
    expect(await refusal({ MONITOR_FILE: file })).toContain(`${file} is in use by another monitor. Set MONITOR_FILE`);
    await first.end('SIGKILL');
    const second = await startMain({ MONITOR_FILE: file });
    expect(await second.end('SIGTERM')).toBe(0);
  });
});
