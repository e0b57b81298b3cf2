import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { every, LocalEngine, MemoryStore, seededRandom, systemClock, VirtualClock } from '../../scheduler/index.ts';
import { migrateUp, openDatabase, type SqlDatabase } from '../../shared/sql/index.ts';
import { AlertDesk } from './alert-desk.ts';
import { type AlertTables, alertMigration } from './alert-store.ts';
import { DEFAULT_THRESHOLDS } from './conditions.ts';
import type { Notifier } from './notifiers/notifier.ts';
import { sign, webhookNotifier } from './notifiers/webhook.ts';
import type { Alert } from './transition.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
let database: SqlDatabase<AlertTables>;

beforeEach(async () => {
  database = await openDatabase<AlertTables>();
  await migrateUp(database, { name: 'alerts', migrations: { '1-alerts': alertMigration } });
});
afterEach(() => database.close());

describe('an alert', () => {
  test('opens once after three failures in a row, and closes with the next success', async () => {
    const { clock, told, set } = await world();
    set('failing');
    await clock.advance(10 * MINUTE_MS);
    expect(told).toEqual(['opened consecutive-failures job']);
    set('working');
    await clock.advance(2 * MINUTE_MS);
    expect(told).toEqual(['opened consecutive-failures job', 'closed consecutive-failures job']);
  });

  test('reminds after one hour, then two, then four', async () => {
    const { clock, told, set } = await world({ period: '10m' });
    set('failing');
    const reminders: number[] = [];
    for (let hour = 1; hour <= 10; hour++) {
      const before = told.length;
      await clock.advance(HOUR_MS);
      if (told.slice(before).some((line) => line.startsWith('reminder consecutive'))) reminders.push(hour);
    }
    expect(reminders).toEqual([2, 4, 8]);
  });

  test('that was acknowledged says no more until it closes', async () => {
    const { clock, told, set, desk } = await world({ period: '10m' });
    set('failing');
    await clock.advance(50 * MINUTE_MS);
    const [alert] = await desk.alerts();
    await desk.acknowledge(alert!.id, 'ada');
    await clock.advance(10 * HOUR_MS);
    expect(told.filter((line) => line.includes('consecutive'))).toHaveLength(1);
    expect((await desk.alerts()).find(({ id }) => id === alert!.id)).toMatchObject({ acknowledgedBy: 'ada' });
  });

  test('is not opened again by a restart', async () => {
    const first = await world();
    first.set('failing');
    await first.clock.advance(5 * MINUTE_MS);
    await first.desk.stop();
    const second = new AlertDesk({ ...first.options, notifiers: [recorder(first.told)] });
    await second.look();
    expect(first.told.filter((line) => line.startsWith('opened'))).toHaveLength(1);
  });

  test('is told once when two monitors watch the same tasks', async () => {
    const { clock, told, set, options } = await world();
    const second = new AlertDesk({ ...options, notifiers: [recorder(told)] });
    second.start();
    set('failing');
    await clock.advance(10 * MINUTE_MS);
    set('working');
    await clock.advance(2 * MINUTE_MS);
    await second.stop();
    expect(told).toEqual(['opened consecutive-failures job', 'closed consecutive-failures job']);
  });

  test('opens when nothing succeeds for three periods, which no event announces', async () => {
    const { clock, told, set } = await world();
    await clock.advance(2 * MINUTE_MS);
    set('hanging');
    await clock.advance(10 * MINUTE_MS);
    expect(told).toContain('opened stale job');
  });

  test('about a job that was removed is closed', async () => {
    const { clock, told, set, engine, desk } = await world();
    set('failing');
    await clock.advance(5 * MINUTE_MS);
    await engine.remove('job');
    await desk.look();
    expect(told.at(-1)).toBe('closed consecutive-failures job');
  });

  test('goes to the others when one notifier fails', async () => {
    const broken: Notifier = { name: 'broken', notify: () => Promise.reject(new Error('no route')) };
    const problems: string[] = [];
    const { clock, told, set } = await world({ others: [broken], onProblem: (what) => problems.push(what) });
    set('failing');
    await clock.advance(5 * MINUTE_MS);
    expect(told).toHaveLength(1);
    expect(problems).toEqual(['telling broken']);
  });
});

describe('the webhook', () => {
  test('is tried again after a 503, and what arrives is signed', async () => {
    const received: { signature: string; body: string }[] = [];
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      received.push({ signature: String(request.headers['x-clockwork-signature']), body });
      response.writeHead(received.length === 1 ? 503 : 204).end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    const clock = { ...systemClock, now: () => 1_700_000_000_000 };
    await webhookNotifier({ url, secret: 's3cret', clock, random: () => 0 }).notify(anAlert, 'opened');
    await new Promise((resolve) => server.close(resolve));
    expect(received).toHaveLength(2);
    expect(received[1]!.signature).toBe(sign(received[1]!.body, 's3cret', 1_700_000_000_000));
    expect(JSON.parse(received[1]!.body)).toMatchObject({ notice: 'opened', alert: { rule: 'stale' } });
  });
});

const anAlert: Alert = {
  id: 'stale:job:0',
  task: 'job',
  rule: 'stale',
  state: 'open',
  message: 'no success',
  count: 1,
  openedAt: 0,
  lastSeenAt: 0,
  notifiedAt: 0,
  notices: 1,
  acknowledgedAt: null,
  acknowledgedBy: null,
  closedAt: null,
};

function recorder(told: string[]): Notifier {
  return { name: 'recorder', notify: async ({ rule, task }, notice) => void told.push(`${notice} ${rule} ${task}`) };
}

interface Whims {
  period?: string;
  others?: readonly Notifier[];
  onProblem?: (what: string) => void;
}

/** A job that runs every minute and does as it is told, and a desk that watches it. */
async function world({ period = '1m', others = [], onProblem = () => {} }: Whims = {}) {
  const clock = new VirtualClock({ start: '2026-03-02T12:00:00Z' });
  const engine = new LocalEngine({ clock, random: seededRandom(1), store: new MemoryStore() });
  let mood: 'working' | 'failing' | 'hanging' = 'working';
  await engine.schedule('job', every(period), () => {
    if (mood === 'failing') throw new Error('no route to host');
    if (mood === 'hanging') return new Promise(() => {});
    return 'done';
  });
  const told: string[] = [];
  const options = { engine, db: database.db, clock, thresholds: DEFAULT_THRESHOLDS, onProblem };
  const desk = new AlertDesk({ ...options, notifiers: [...others, recorder(told)] });
  desk.start();
  await engine.start();
  const set = (next: typeof mood) => {
    mood = next;
  };
  return { clock, engine, desk, told, set, options };
}
