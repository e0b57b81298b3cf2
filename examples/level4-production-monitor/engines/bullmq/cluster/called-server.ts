import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export interface Called {
  calls: number;
  now: number;
  most: number;
}

/** Somebody for tasks to call, who counts what really reaches the world and how much of it at once. */
export async function startCalledServer(answerAfterMs: Readonly<Record<string, number>>) {
  const called = Object.fromEntries(Object.keys(answerAfterMs).map((task) => [task, { calls: 0, now: 0, most: 0 }]));
  const server = createServer(async (request, response) => {
    const task = request.url?.slice(1) ?? '';
    const of = called[task] as Called;
    of.calls++;
    of.now++;
    of.most = Math.max(of.most, of.now);
    response.on('close', () => {
      of.now--;
    });
    await delay(answerAfterMs[task]);
    response.end('done');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    called: called as Readonly<Record<string, Called>>,
    urlOf: (task: string) => `http://127.0.0.1:${port}/${task}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
