import { expect, it } from 'vitest';
import { sleep } from '../clock/sleep.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { every } from '../trigger/index.ts';
import type { EngineEvent } from './events.ts';
import { MINUTE, scene } from './testing.ts';

/** A store whose writes fail for as long as it is told to. */
class UnreliableStore extends MemoryStore {
  trouble: Error | null = null;

  override async write(...args: Parameters<MemoryStore['write']>) {
    if (this.trouble) throw this.trouble;
    return super.write(...args);
  }
}

const troubled = async (options = {}) => {
  const store = new UnreliableStore();
  const at = scene('2026-01-01T00:00:30Z', store);
  const events: EngineEvent[] = [];
  at.engine.subscribe((event) => events.push(event));
  let runs = 0;
  await at.engine.schedule('minutely', every('1m'), () => runs++, options);
  await at.engine.start();
  const heard = (type: EngineEvent['type']) => events.filter((event) => event.type === type);
  return { ...at, store, heard, runs: () => runs };
};

it('a store that cannot record starts nothing, says so, and is tried again', async () => {
  const { clock, store, heard, runs } = await troubled();
  store.trouble = new Error('database is locked');
  await clock.advance(MINUTE);
  expect(runs()).toBe(0);
  const [failure] = heard('store-failed');
  expect(failure).toMatchObject({
    error: { code: 'store-failed', message: 'the job store failed: database is locked' },
  });
  expect(heard('store-failed').length).toBeGreaterThanOrEqual(2);
  store.trouble = null;
  await clock.advance(MINUTE);
  expect(heard('store-recovered')).toHaveLength(1);
  expect(runs()).toBeGreaterThanOrEqual(1);
});

it('what came due meanwhile meets the misfire policy once', async () => {
  const { clock, store, story } = await troubled({ graceMs: 40_000 });
  store.trouble = new Error('database is locked');
  await clock.advance(5 * MINUTE + 5000);
  store.trouble = null;
  await clock.advance(MINUTE);
  const lines = await story('minutely');
  expect(lines.map((line) => line.slice(0, 5))).toEqual(['00:01', '00:02', '00:03', '00:04', '00:05', '00:06']);
  expect(lines.slice(0, 4).every((line) => line.endsWith('missed'))).toBe(true);
  expect(lines.at(-1)).toBe('00:06 success');
});

it('no run counts as done whose end was not recorded', async () => {
  const { clock, engine, store, heard, story } = await troubled();
  const finish: (() => void)[] = [];
  await engine.schedule('slow', every('1m'), () => new Promise<void>((resolve) => finish.push(resolve)));
  await clock.advance(MINUTE);
  const before = heard('run-finished').length;
  store.trouble = new Error('disk is full');
  finish[0]!();
  await clock.advance(10_000);
  expect(heard('run-finished')).toHaveLength(before);
  store.trouble = null;
  await clock.advance(30_000);
  expect((await story('slow'))[0]).toBe('00:01 success');
  expect(heard('run-finished').length).toBeGreaterThan(before);
});

it('stopping does not wait for it for ever, and reports what was not recorded', async () => {
  const { clock, engine, store } = await troubled();
  let finish = () => {};
  await engine.schedule('slow', every('1m'), () => new Promise<void>((resolve) => (finish = resolve)));
  await clock.advance(MINUTE);
  store.trouble = new Error('disk is full');
  finish();
  const stopping = engine.stop({ deadlineMs: 5000 });
  await clock.advance(10_000);
  expect((await stopping).unrecorded).toEqual(['slow@2026-01-01T00:01:00.000Z']);
});

it('running now is refused while nothing can be recorded', async () => {
  const { clock, engine, store } = await troubled();
  store.trouble = new Error('disk is full');
  await clock.advance(MINUTE);
  await expect(engine.runNow('minutely')).rejects.toMatchObject({ code: 'store-failed' });
});

it('nobody is told of an end that a slow store has not recorded yet', async () => {
  const { clock, engine, store } = await troubled();
  const write = store.write.bind(store);
  const recorded = new Map<string, string>();
  store.write = async (batch) => {
    const refused = await write(batch);
    for (const run of [...batch.begun, ...batch.changed]) recorded.set(run.id, run.state);
    await sleep(clock, 200);
    return refused;
  };
  const told: unknown[] = [];
  engine.subscribe((event) => {
    if (event.type === 'run-finished' && event.run.job === 'flaky') told.push(recorded.get(event.run.id));
  });
  const failsFirst = ({ attempt }: { attempt: number }) => {
    if (attempt === 1) throw new Error('the first attempt fails');
  };
  await engine.schedule('flaky', every('1m'), failsFirst, { retry: { attempts: 2, baseMs: 40, capMs: 40 } });
  await clock.advance(2 * MINUTE);
  expect(told).toEqual(['success', 'success']);
});
