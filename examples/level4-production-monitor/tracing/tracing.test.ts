import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { every, LocalEngine, VirtualClock } from '../../scheduler/index.ts';
import { openTracing } from './tracing.ts';

test('a run reaches the collector as a span with its attempts and its outcome', async () => {
  const bodies: string[] = [];
  const collector = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    bodies.push(body);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => collector.once('listening', resolve));
  const tracing = openTracing(`http://127.0.0.1:${(collector.address() as AddressInfo).port}`, 'node-1');

  const clock = new VirtualClock({ start: '2026-03-02T12:00:00Z' });
  const engine = new LocalEngine({ clock, random: () => 0 });
  engine.subscribe((event) => tracing.onEvent(event));
  const broken = () => Promise.reject(new Error('no route to host'));
  await engine.schedule('sync', every('1m'), broken, { retry: { attempts: 2 } });
  await engine.start();
  await clock.advance(61_000);
  await engine.stop({ deadlineMs: 0 });
  await tracing.close();
  await new Promise((resolve) => collector.close(resolve));

  const [span] = JSON.parse(bodies[0]!).resourceSpans[0].scopeSpans[0].spans;
  expect(span.name).toBe('run sync');
  expect(span.events.map(({ name }: { name: string }) => name)).toEqual(['attempt 1', 'attempt 2']);
  expect(span.status).toMatchObject({ code: 2, message: 'no route to host' });
});
