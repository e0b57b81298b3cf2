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
  try {
    return await work();
  } finally {
    await store.update(run.id, { status: 'success', durationMs: elapsed() });
  }
}

export async function recover(store: Store, boot: string): Promise<string[]> {
  const runs = await store.list();
  const left = runs.filter((run) => run.status === 'running' && run.boot !== boot);
  // Neither a success nor a failure, and no duration: how far it got is what nobody knows.
  for (const { id } of left) await store.update(id, { status: 'abandoned' });
  return left.map(({ id }) => id);
}
