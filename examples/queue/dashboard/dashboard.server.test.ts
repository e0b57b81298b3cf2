import { execFileSync } from 'node:child_process';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../scheduler/clock/system-clock.ts';
import type { AlertChange } from '../metrics/alerts.ts';
import { type Bench, ignore, redisKinds, startBench, twoTasks, until } from '../testing.ts';
import { buildDashboard } from './app.ts';

const token = 'a-token-of-sixteen-letters';
const bearer = { authorization: `Bearer ${token}` };
const basic = { authorization: `Basic ${Buffer.from(`anyone:${token}`).toString('base64')}` };
const local = { host: '127.0.0.1:8005' };

describe.each(redisKinds)('the dashboard on %s Redis', (kind) => {
  let bench: Bench;
  let app: FastifyInstance;
  const alerts: AlertChange[] = [];
  beforeAll(async () => {
    bench = await startBench(kind);
    const common = { connection: bench.connection, token, clock: systemClock, onError: ignore };
    app = await buildDashboard({
      ...common,
      catalogue: twoTasks,
      lookEveryMs: 50,
      rules: { lagMs: { raise: 200, clear: 50 }, failures: { raise: 2, clear: 0 }, windowMs: 60_000 },
      onAlert: (change) => alerts.push(change),
    });
  });
  afterAll(async () => {
    await app.close();
    await bench.close();
  });
  const get = (url: string, headers: Record<string, string> = {}) =>
    app.inject({ url, headers: { ...local, ...headers } });

  it.each(['/', '/metrics', '/api/queues', '/static/'])('shows nothing of %s without the token', async (url) => {
    expect((await get(url)).statusCode).toBe(401);
    expect((await get(url, { authorization: 'Bearer wrong' })).statusCode).toBe(401);
    expect((await get(url, { authorization: 'Basic !!!' })).statusCode).toBe(401);
  });

  it('opens to a browser with the token as password, and to a program with it as bearer', async () => {
    expect((await get('/', basic)).body).toContain('Bull Dashboard');
    expect((await get('/api/queues', bearer)).json().queues).toHaveLength(3);
  });

  it('does not act for another site, nor answer under a foreign name', async () => {
    const press = (headers: Record<string, string>) =>
      app.inject({ method: 'PUT', url: '/api/queues/add/pause', headers: { ...local, ...basic, ...headers } });
    expect((await press({ origin: 'https://evil.example' })).statusCode).toBe(403);
    expect((await press({ origin: 'http://127.0.0.1:8005' })).statusCode).toBe(200);
    expect(await bench.tasks.add.queue.isPaused()).toBe(true);
    await bench.tasks.add.queue.resume();
    expect((await get('/metrics', { ...bearer, host: 'evil.example' })).statusCode).toBe(403);
  });

  it('gives Prometheus figures it can read, in which the runs appear', async () => {
    await bench.startWorkers({ add: ({ a, b }) => a + b, wait: () => Promise.reject(new Error('no')) });
    await (await bench.tasks.add.enqueue({ a: 1, b: 1 })).result();
    const failing = await bench.tasks.wait.enqueue({ ms: 1 });
    await expect(failing.result()).rejects.toThrow('no');
    await bench.stopWorkers();

    const { body, headers } = await get('/metrics', bearer);
    expect(headers['content-type']).toContain('version=0.0.4');
    expect(body).toContain('clockwork_queue_runs_total{queue="add",outcome="success"} 1');
    expect(body).toContain('clockwork_queue_runs_total{queue="wait",outcome="failed"} 3');
    expect(body).toContain('clockwork_queue_duration_seconds_count{queue="add"} 1');
    expect(body).toContain('clockwork_queue_jobs{queue="dead_letter",state="waiting"} 1');
    expect(execFileSync('promtool', ['check', 'metrics'], { input: body }).toString()).toBe('');
  });

  it('raises an alert when failures or lag pass their limits, and takes it back', async () => {
    await until('the alert on failures', () =>
      alerts.some(({ kind, queue }) => kind === 'failures' && queue === 'wait'),
    );
    await bench.tasks.add.enqueue({ a: 1, b: 1 });
    await until('the alert on lag', () => alerts.some(({ kind, state }) => kind === 'lag' && state === 'raised'));
    await bench.startWorkers({ add: ({ a, b }) => a + b, wait: () => ({ waitedMs: 0 }) });
    await until('its end', () => alerts.some(({ kind, state }) => kind === 'lag' && state === 'cleared'));
    expect(alerts.map(({ queue, kind, state }) => `${state} ${kind} ${queue}`)).toEqual([
      'raised failures wait',
      'raised lag add',
      'cleared lag add',
    ]);
  });

  it('counts due jobs that no worker has moved out of the delayed ones', async () => {
    await bench.stopWorkers();
    await bench.tasks.wait.enqueue({ ms: 1 }, { delayMs: 20 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { body } = await get('/metrics', bearer);
    const lag = Number(/clockwork_queue_lag_seconds\{queue="wait"\} (\S+)/.exec(body)?.[1]);
    expect(lag).toBeGreaterThan(0.2);
  });
});
