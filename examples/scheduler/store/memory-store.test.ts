import { describe, expect, it } from 'vitest';
import { aRun } from '../contract/a-run.ts';
import { describeStore } from '../contract/store-contract.ts';
import { MemoryStore } from './memory-store.ts';

describeStore('MemoryStore', async () => ({ store: new MemoryStore() }));

describe('MemoryStore', () => {
  it('keeps the latest runs of each job and no more (#17, Redis filled with completed jobs)', async () => {
    const store = new MemoryStore({ keepPerJob: 3 });
    for (let slot = 1000; slot <= 9000; slot += 1000) {
      await store.write({ begun: [aRun({ slot, state: 'success' })], changed: [] });
    }
    expect((await store.history({})).map((run) => run.slot)).toEqual([9000, 8000, 7000]);
  });
});
