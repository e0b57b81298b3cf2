import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import * as scheduler from './index.ts';

/** The example of the README is run as it stands there, with the imports replaced by what they name. */
it('what the README shows does what it says', async () => {
  const text = await readFile(new URL('./README.md', import.meta.url), 'utf8');
  const [, example] = /```ts\n([\s\S]*?)```/.exec(text)!;
  const body = example!.replace(/^import .*\n/gm, '');
  const names = Object.keys(scheduler);
  const AsyncFunction = (async () => {}).constructor as new (
    ...args: string[]
  ) => (...args: unknown[]) => Promise<unknown>;
  const printed: unknown[][] = [];
  const console = { log: (...args: unknown[]) => printed.push(args) };
  await new AsyncFunction(...names, 'console', body)(...Object.values(scheduler), console);
  expect(printed).toEqual([[['09:00 success', '09:05 failed', '09:10 success']]]);
});
