import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { QueueError } from '../errors.ts';
import { parseRun, type ScheduledRun } from '../history/stream.ts';

/** A history as JSON lines, one run each. A line that is none is named: a replay of half a history proves nothing. */
export async function readHistoryFile(file: string): Promise<ScheduledRun[]> {
  const runs: ScheduledRun[] = [];
  let number = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(file) })) {
      number++;
      if (line.trim() === '') continue;
      const run = parseRun(line);
      if (!run) {
        const expected = '{ schedule, slot, startedAt, durationMs, attempt, outcome }';
        throw new QueueError('bad-history', `${file}:${number} is not a run: expected ${expected}`);
      }
      runs.push(run);
    }
  } catch (error) {
    if (error instanceof QueueError) throw error;
    throw new QueueError('bad-history', `--history ${file} cannot be read: ${(error as Error).message}`);
  }
  return runs;
}
