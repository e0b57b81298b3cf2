import { expect, test } from 'vitest';
import { openSite } from './site.ts';

test('a site that cannot start says why in a line, and throws nothing', async () => {
  expect(await openSite('/nowhere/site-host.ts')).toEqual({
    problem: expect.stringMatching(/^Error.*Cannot find module/),
  });
});
