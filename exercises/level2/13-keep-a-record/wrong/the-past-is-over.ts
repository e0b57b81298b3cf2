import type { Clock } from '#kit';
import type { RunRecord, Store } from '../exercise.ts';

export async function track<T>(
  clock: Clock,
  store: Store,
  run: Pick<RunRecord, 'id' | 'job' | 'boot'>,
  work: () => Promise<T>,
): Promise<T> {
  await store.insert({ ...run, startedAt: clock.now(), status: 'running', durationMs: null, error: null });
  // The wall clock says when; only the monotonic one can say how long.
  const start = clock.monotonic();
  const elapsed = () => clock.monotonic() - start;
  let answer: T;
  try {
    answer = await work();
  } catch (thrown) {
    await store.update(run.id, { status: 'failed', durationMs: elapsed(), error: inWords(thrown) });
    throw thrown;
  }
  // Outside the try: if this write fails, the work has not failed, and must not be recorded as if it had.
  await store.update(run.id, { status: 'success', durationMs: elapsed() });
  return answer;
}

/** JavaScript can throw anything, and libraries do. */
function inWords(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

export async function recover(store: Store, boot: string): Promise<string[]> {
  const runs = await store.list();
  const left = runs.filter((run) => run.boot !== boot);
  // Neither a success nor a failure, and no duration: how far it got is what nobody knows.
  for (const { id } of left) await store.update(id, { status: 'abandoned' });
  return left.map(({ id }) => id);
}
