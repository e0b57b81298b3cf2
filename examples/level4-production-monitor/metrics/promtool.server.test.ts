import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { startTestMonitor } from '../testing.ts';

test('promtool has nothing to say about the metrics', async () => {
  const world = await startTestMonitor();
  const payload = { failRate: 0.5 };
  const options = { retry: { attempts: 3, baseMs: 1, capMs: 1 } };
  await world.monitor.engine.add({
    name: 'job',
    handler: 'flaky',
    payload,
    trigger: { kind: 'every', ms: 60_000 },
    options,
  });
  await world.clock.advance(5 * 60_000 + 5_000);
  const { body } = await world.call('GET', '/metrics');
  await world.close();
  expect(body).toContain('scheduler_runs_total{task="job"');

  const promtool = spawn('promtool', ['check', 'metrics']);
  let said = '';
  for (const stream of [promtool.stdout, promtool.stderr]) stream.on('data', (chunk) => (said += chunk));
  promtool.stdin.end(body);
  const [code] = await once(promtool, 'close');
  expect([code, said]).toEqual([0, '']);
});
