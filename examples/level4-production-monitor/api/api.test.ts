import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KEYS, startTestMonitor, type TestMonitor } from '../testing.ts';

const HOURLY = { id: 'hourly', handler: 'report', payload: { hours: 1 }, trigger: { kind: 'every', ms: 3_600_000 } };
const FLAKY = { id: 'flaky', handler: 'flaky', payload: { failRate: 1 }, trigger: { kind: 'every', ms: 60_000 } };
let world: TestMonitor;

beforeEach(async () => {
  world = await startTestMonitor();
});
afterEach(() => world.close());

describe('tasks', () => {
  test('are created, read, changed and removed', async () => {
    expect((await world.call('POST', '/api/tasks', HOURLY)).status).toBe(201);
    const { body } = await world.call('GET', '/api/tasks/hourly');
    expect(body).toMatchObject({
      id: 'hourly',
      schedule: 'Every 1 h',
      health: 'new',
      nextAt: '2026-03-02T13:00:00.000Z',
    });
    await world.call('PATCH', '/api/tasks/hourly', { options: { timeoutMs: 5_000 } });
    const put = await world.call('PUT', '/api/tasks/hourly', { ...HOURLY, id: undefined, payload: { hours: 2 } });
    expect(put.body).toMatchObject({ payload: { hours: 2 }, options: { timeoutMs: null } });
    expect((await world.call('DELETE', '/api/tasks/hourly')).status).toBe(204);
    expect((await world.call('GET', '/api/tasks/hourly')).status).toBe(404);
  });

  test('stay paused when they are rescheduled, and resume on the new schedule', async () => {
    await world.call('POST', '/api/tasks', HOURLY);
    await world.call('POST', '/api/tasks/hourly/pause');
    const trigger = { kind: 'cron', expression: '0 9 * * 1-5', timeZone: 'Europe/Berlin' };
    const { body } = await world.call('POST', '/api/tasks/hourly/reschedule', { trigger });
    expect(body).toMatchObject({ paused: true, nextAt: null, trigger });
    const resumed = await world.call('POST', '/api/tasks/hourly/resume');
    expect(resumed.body).toMatchObject({ paused: false, nextAt: '2026-03-03T08:00:00.000Z' });
  });

  test('run when somebody asks, and tell where to look', async () => {
    await world.call('POST', '/api/tasks', HOURLY);
    const { status, body, headers } = await world.call('POST', '/api/tasks/hourly/run');
    expect([status, body.decision]).toEqual([202, 'started']);
    await world.clock.advance(10);
    expect((await world.call('GET', String(headers.location))).body).toMatchObject({
      status: 'success',
      cause: 'manual',
    });
  });

  test('make up for slots of a time gone by, each once', async () => {
    await world.call('POST', '/api/tasks', HOURLY);
    const window = { from: '2026-03-02T00:00:00Z', to: '2026-03-02T03:00:00Z' };
    const first = await world.call('POST', '/api/tasks/hourly/backfill', window);
    expect(first.body.slots).toHaveLength(3);
    await world.clock.advance(10);
    expect((await world.call('POST', '/api/tasks/hourly/backfill', window)).body.slots).toEqual([]);
  });

  test('make up for no slot that is still to come, nor for a time that cannot be read', async () => {
    await world.call('POST', '/api/tasks', HOURLY);
    const from = '2026-03-02T00:00:00Z';
    for (const to of ['2026-03-03T00:00:00Z', '2026-03-01T23:59:60Z']) {
      const { body } = await world.call('POST', '/api/tasks/hourly/backfill', { from, to });
      expect(body).toMatchObject({ status: 400, field: 'to' });
    }
    expect((await world.call('GET', '/api/executions?from=2026-03-01T00:00:00%2B01')).status).toBe(400);
  });

  test('keep their schedule when it is sent along unchanged, one that has had its only run too', async () => {
    const once = { ...HOURLY, trigger: { kind: 'at', date: '2026-03-02T12:01:00Z' } };
    await world.call('POST', '/api/tasks', once);
    await world.clock.advance(120_000);
    const { body } = await world.call('PUT', '/api/tasks/hourly', { ...once, id: undefined, payload: { hours: 3 } });
    expect(body).toMatchObject({ payload: { hours: 3 }, nextAt: null });
    const late = { ...once, id: undefined, trigger: { kind: 'at', date: '2026-03-02T12:00:30Z' } };
    expect((await world.call('PUT', '/api/tasks/hourly', late)).body.code).toBe('past-date');
  });
});

describe('what is refused says what was wrong and where', () => {
  const bad: readonly [string, object, number, string, string][] = [
    [
      'a bad expression',
      { trigger: { kind: 'cron', expression: '61 * * * *' } },
      400,
      'invalid-expression',
      'trigger.expression',
    ],
    [
      'an unknown zone',
      { trigger: { kind: 'cron', expression: '* * * * *', timeZone: 'Mars/Olympus' } },
      400,
      'unknown-zone',
      'trigger.timeZone',
    ],
    ['an unknown kind', { trigger: { kind: 'weekly' } }, 400, 'invalid-request', 'trigger.kind'],
    ['a date gone by', { trigger: { kind: 'at', date: '2020-01-01T00:00:00Z' } }, 400, 'past-date', 'trigger.date'],
    ['an interval too short', { trigger: { kind: 'every', ms: 10 } }, 400, 'invalid-request', 'trigger.ms'],
    ['an interval of centuries', { trigger: { kind: 'every', ms: 2 ** 53 - 1 } }, 400, 'invalid-request', 'trigger.ms'],
    [
      'a date beyond the year 9999',
      { trigger: { kind: 'at', date: '9999-12-31T23:59:59-23:59' } },
      400,
      'invalid-request',
      'trigger.date',
    ],
    ['an unknown handler', { handler: 'reprot' }, 400, 'unknown-handler', 'handler'],
    ['a payload that does not fit', { payload: { hours: 'many' } }, 400, 'invalid-payload', 'payload.hours'],
    ['an option that does not exist', { options: { retries: 3 } }, 400, 'invalid-request', 'options.retries'],
    ['a name with capitals', { id: 'Hourly Report' }, 400, 'invalid-request', 'id'],
  ];

  test.each(bad)('%s', async (_what, part, status, code, field) => {
    const answer = await world.call('POST', '/api/tasks', { ...HOURLY, ...part });
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status, code, field });
  });

  test('a task there is already', async () => {
    await world.call('POST', '/api/tasks', HOURLY);
    expect((await world.call('POST', '/api/tasks', HOURLY)).body).toMatchObject({ status: 409, code: 'duplicate-job' });
  });

  test('an unknown task, with the nearest', async () => {
    await world.call('POST', '/api/tasks', HOURLY);
    const { body } = await world.call('POST', '/api/tasks/hurly/pause');
    expect(body).toMatchObject({ status: 404, detail: 'there is no task "hurly" (nearest: hourly)' });
  });

  test('a body that is no JSON, one that is too large, and a place where nothing is', async () => {
    const headers = { 'content-type': 'application/json' };
    const broken = await world.app.inject({
      method: 'POST',
      url: '/api/tasks',
      payload: '{',
      headers: { ...headers, host: '127.0.0.1', authorization: `Bearer ${KEYS.admin}` },
    });
    expect(broken.statusCode).toBe(400);
    const large = await world.call('POST', '/api/tasks', { ...HOURLY, payload: 'x'.repeat(300_000) });
    expect(large.status).toBe(413);
    expect((await world.call('GET', '/api/nothing')).status).toBe(404);
    for (const id of ['%00', 'a%00']) expect((await world.call('GET', `/api/executions/${id}`)).status).toBe(400);
    expect((await world.call('POST', '/api/alerts/%00/ack')).status).toBe(400);
    const cursor = Buffer.from('[1,"a\\u0000"]').toString('base64url');
    expect((await world.call('GET', `/api/executions?cursor=${cursor}`)).body.code).toBe('invalid-cursor');
    for (const url of ['/api/tasks/%ff', `/api/tasks/${'x'.repeat(400)}`]) {
      expect((await world.call('GET', url)).headers['content-type']).toContain('application/problem+json');
    }
  });

  test.each([
    ['a timeout of 0, which is not none', { options: { timeoutMs: 0 } }],
    ['a number in quotes', { trigger: { kind: 'every', ms: '60000' } }],
    ['a number in a list', { trigger: { kind: 'every', ms: [60_000] } }],
    ['a flag in quotes', { paused: 'true' }],
  ])('%s: a body says what it means', async (_what, part) => {
    expect((await world.call('POST', '/api/tasks', { ...HOURLY, ...part })).body.code).toBe('invalid-request');
  });
});

describe('executions', () => {
  test('are read a page at a time, and nothing that arrives meanwhile shifts a page', async () => {
    await world.call('POST', '/api/tasks', FLAKY);
    await world.clock.advance(5 * 60_000);
    const first = (await world.call('GET', '/api/executions?limit=2')).body;
    await world.clock.advance(60_000);
    const second = (await world.call('GET', `/api/executions?limit=2&cursor=${first.next}`)).body;
    const slots = [...first.items, ...second.items].map(({ slot }: { slot: string }) => slot.slice(14, 16));
    expect(slots).toEqual(['05', '04', '03', '02']);
  });

  test('are filtered by task and by status, and told with their log', async () => {
    await world.call('POST', '/api/tasks', FLAKY);
    await world.clock.advance(60_000);
    const { items } = (await world.call('GET', '/api/executions?task=flaky&status=failed')).body;
    expect(items).toHaveLength(1);
    const { body } = await world.call('GET', `/api/executions/${encodeURIComponent(items[0].id)}`);
    expect(body).toMatchObject({ status: 'failed', error: { message: 'the upstream answered 503' } });
    expect(body.log[0].message).toBe('attempt 1');
    expect(body.error.stack).toBeUndefined();
  });

  test('that run can be cancelled, and ones that have ended cannot', async () => {
    await world.call('POST', '/api/tasks', { ...HOURLY, id: 'slow', handler: 'slow', payload: { seconds: 60 } });
    const { body } = await world.call('POST', '/api/tasks/slow/run');
    const path = `/api/executions/${encodeURIComponent(body.execution)}`;
    expect((await world.call('POST', `${path}/cancel`)).status).toBe(202);
    await world.clock.advance(100);
    expect((await world.call('GET', path)).body.status).toBe('cancelled');
    expect((await world.call('POST', `${path}/cancel`)).status).toBe(409);
  });
});

describe('a write under an Idempotency-Key', () => {
  const headers = { 'idempotency-key': 'abc' };

  test('is carried out once, and answers the same again', async () => {
    const first = await world.call('POST', '/api/tasks', HOURLY, { headers });
    const again = await world.call('POST', '/api/tasks', HOURLY, { headers });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  test('cannot be used for something else', async () => {
    await world.call('POST', '/api/tasks', HOURLY, { headers });
    expect((await world.call('POST', '/api/tasks', FLAKY, { headers })).status).toBe(422);
  });

  test('that was cut short says so once it can no longer be at work, instead of being done twice', async () => {
    await world.call('POST', '/api/tasks', HOURLY, { headers });
    const { db } = world.monitor.database;
    await db.updateTable('monitor_idempotency').set({ status: 0, body: '' }).execute();
    const again = async () => (await world.call('POST', '/api/tasks', HOURLY, { headers })).body.code;
    expect(await again()).toBe('in-progress');
    await world.clock.advance(61_000);
    expect(await again()).toBe('outcome-unknown');
  });
});

describe('the overview', () => {
  test('previews the coming hours without running anything, and leaves out what is paused', async () => {
    await world.call('POST', '/api/tasks', HOURLY);
    await world.call('POST', '/api/tasks', { ...FLAKY, paused: true });
    const { items } = (await world.call('GET', '/api/preview?hours=3')).body;
    expect(items.map(({ slot }: { slot: string }) => slot)).toEqual([
      '2026-03-02T13:00:00.000Z',
      '2026-03-02T14:00:00.000Z',
      '2026-03-02T15:00:00.000Z',
    ]);
    expect((await world.call('GET', '/api/executions')).body.items).toEqual([]);
  });

  test('opens an alert for a task that keeps failing, which somebody acknowledges', async () => {
    await world.call('POST', '/api/tasks', FLAKY);
    await world.clock.advance(4 * 60_000);
    const [alert] = (await world.call('GET', '/api/alerts')).body.items;
    expect(alert).toMatchObject({ task: 'flaky', rule: 'consecutive-failures', state: 'open' });
    const path = `/api/alerts/${encodeURIComponent(alert.id)}/ack`;
    expect((await world.call('POST', path)).body).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'admin' });
    expect((await world.call('GET', '/api/stats')).body).toMatchObject({ tasks: { failing: 1 }, openAlerts: 1 });
  });

  test('tells Prometheus in seconds, and keeps an audit of who did what', async () => {
    await world.call('POST', '/api/tasks', FLAKY);
    await world.clock.advance(60_000);
    const { body } = await world.call('GET', '/metrics');
    expect(body).toContain('scheduler_runs_total{task="flaky",outcome="failed"} 1');
    const [entry] = (await world.call('GET', '/api/audit')).body.items;
    expect(entry).toMatchObject({ who: 'admin', action: 'POST /api/tasks', status: 201 });
  });
});
