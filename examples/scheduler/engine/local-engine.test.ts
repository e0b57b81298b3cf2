import { describeEngine } from '../contract/engine-contract.ts';
import { virtualWorld } from '../contract/virtual-world.ts';
import { MemoryStore } from '../store/memory-store.ts';

describeEngine('LocalEngine in memory', async () => virtualWorld(new MemoryStore()));
