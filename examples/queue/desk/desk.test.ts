import { describeDesk } from './desk-contract.ts';

describeDesk('SQLite', async () => ({ url: undefined, stop: async () => {} }));
