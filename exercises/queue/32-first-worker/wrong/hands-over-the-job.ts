import { isDeepStrictEqual } from 'node:util';
import type { ListConnection } from '#kit';
import { ACTIVE, type Handler, type Job, resultKey, WAITING } from '../jobs.ts';

export async function outcomeOf(job: Job, handler: Handler): Promise<string> {
  try {
    const value = (await handler(job)) ?? null;
    const text = JSON.stringify({ ok: true, value });
    if (!isDeepStrictEqual(JSON.parse(text).value, value)) throw new Error('the result is more than JSON can hold');
    return text;
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown.message : String(thrown);
    return JSON.stringify({ ok: false, error });
  }
}

export async function takeOne(
  blocking: ListConnection,
  connection: ListConnection,
  handler: Handler,
): Promise<boolean> {
  const text = await blocking.blmove(WAITING, ACTIVE, 'RIGHT', 'LEFT', 1);
  if (text === null) return false;
  const job: Job = JSON.parse(text);
  await connection.set(resultKey(job.id), await outcomeOf(job, handler));
  await connection.lrem(ACTIVE, 1, text);
  return true;
}

export interface Worker {
  close(): Promise<void>;
}

export function startWorker(connection: ListConnection, connect: () => ListConnection, handler: Handler): Worker {
  const blocking = connect();
  let closing = false;
  const work = async () => {
    while (!closing) await takeOne(blocking, connection, handler);
  };
  const working = work();
  return {
    async close() {
      closing = true;
      await working;
      await blocking.quit();
    },
  };
}
