import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { FRESH, withAttempt } from '../progress/progress.ts';
import { LIVE_PATH, Live } from './live.ts';

test('a page reads the progress once, and then every change as it happens', async () => {
  const live = new Live();
  const server = createServer((request, response) =>
    live.handle(request, response, () => response.writeHead(404).end()),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const first = { progress: FRESH, current: 'first-tick', verdict: undefined };
  live.share(first);
  expect(await (await fetch(`${address}${LIVE_PATH}`)).json()).toEqual(JSON.parse(JSON.stringify(first)));
  expect((await fetch(`${address}/notes/overview`)).status).toBe(404);

  const events = await fetch(`${address}${LIVE_PATH}/events`);
  const reader = events.body!.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader.read()).value).toContain('"current":"first-tick"');
  live.share({ ...first, progress: withAttempt(FRESH, 'drift') });
  expect((await reader.read()).value).toContain('"drift"');
  await reader.cancel();
  server.closeAllConnections();
  server.close();
});
