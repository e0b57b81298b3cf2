import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, ignore, redisKinds, startBench, twoTasks, until } from '../testing.ts';
import { readLetters, redrive } from './redrive.ts';

describe.each(redisKinds)('redriving on %s Redis', (kind) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await startBench(kind);
  });
  beforeEach(() => bench.connection.flushall());
  afterEach(() => bench.stopWorkers());
  afterAll(() => bench.close());

  const access = () => ({ connection: bench.connection, catalogue: twoTasks, onError: ignore });
  const wait = () => ({ waitedMs: 0 });

  it('sends a dead job again with its payload and its effect key, once its cause is repaired', async () => {
    let broken = true;
    const keys: string[] = [];
    await bench.startWorkers({
      wait,
      add({ a, b }, { key }) {
        keys.push(key);
        if (broken) throw new Error('the exchange is closed');
        return a + b;
      },
    });
    const job = await bench.tasks.add.enqueue({ a: 16, b: 16 });
    await until('the letter', async () => (await readLetters(access())).length === 1);
    broken = false;

    const letters = await readLetters(access(), { queue: 'add' });
    expect((await redrive(access(), letters)).sent).toHaveLength(1);
    await until('the second try', async () => (await bench.tasks.add.queue.getCompletedCount()) === 1);

    const [done] = await bench.tasks.add.queue.getCompleted();
    expect(done?.returnvalue).toBe(32);
    expect(new Set(keys)).toEqual(new Set([`add/${job.id}`]));
    expect(await readLetters(access())).toEqual([]);
    expect(await bench.tasks.add.queue.getFailedCount()).toBe(0);
  });

  it('sends only what was selected', async () => {
    await bench.startWorkers({ wait, add: () => Promise.reject(new Error('no')) });
    const [first] = await Promise.all([1, 2].map((a) => bench.tasks.add.enqueue({ a, b: 0 })));
    await until('both letters', async () => (await readLetters(access())).length === 2);
    expect(await readLetters(access(), { queue: 'wait' })).toEqual([]);
    expect((await readLetters(access(), { job: first?.id })).map(({ jobId }) => jobId)).toEqual([first?.id]);
  });

  it('leaves a letter of a task that no longer exists where it is', async () => {
    await bench.startWorkers({ wait, add: () => Promise.reject(new Error('no')) });
    await bench.tasks.add.enqueue({ a: 1, b: 0 });
    await until('the letter', async () => (await readLetters(access())).length === 1);
    const { add: _gone, ...rest } = twoTasks;
    const result = await redrive({ ...access(), catalogue: rest }, await readLetters(access()));
    expect(result.left.map(({ why }) => why)).toEqual(['its task no longer exists']);
    expect(await readLetters(access())).toHaveLength(1);
  });
});
