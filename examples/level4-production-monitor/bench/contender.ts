import { parseArgs } from 'node:util';
import fastify from 'fastify';
import { buildApp } from '../api/app.ts';
import { buildMonitor } from '../build.ts';
import { readConfig } from '../config.ts';
import { sampleTasks } from '../samples.ts';

/**
 * One server under measurement, in a process of its own: `--kind monitor`, or a bare Fastify that sends the same answer,
 * given as JSON.
 */
const {
  kind,
  answer = '',
  token = '',
} = parseArgs({
  options: { kind: { type: 'string' }, answer: { type: 'string' }, token: { type: 'string' } },
}).values;

const app = kind === 'monitor' ? await monitorApp() : bareApp();
process.send?.({ address: await app.listen({ host: '127.0.0.1', port: 0 }) });

async function monitorApp() {
  const { config } = readConfig({ MONITOR_FILE: ':memory:', MONITOR_SAMPLES: 'false' });
  const monitor = await buildMonitor({ ...config, requestsPerMinute: 1_000_000_000 });
  for (const task of sampleTasks) await monitor.engine.add({ ...task, paused: true });
  return buildApp(monitor, { admin: token, viewer: undefined });
}

function bareApp() {
  const { headers, body } = JSON.parse(answer) as { headers: Record<string, string>; body: string };
  const bare = fastify();
  bare.get('/api/tasks', (_request, reply) => {
    reply.headers(headers).send(body);
  });
  return bare;
}

// Whoever started it has gone: it must not be left behind.
process.on('disconnect', () => process.exit());
