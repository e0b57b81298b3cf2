import { expect, test } from 'vitest';
import { addressOf } from './pages.ts';

test.each([
  ['notes/level1-timers.md', '/notes/level1-timers'],
  ['exercises/level1/01-first-tick/README.md', '/labs/level1/01-first-tick'],
  ['exercises/kit/README.md', '/exercises/kit/'],
  ['exercises/README.md', '/exercises/'],
  ['examples/level1-simple-timer/README.md', '/examples/level1-simple-timer/'],
  ['docs-site/index.md', '/'],
  ['docs-site/labs/index.md', '/labs/'],
  ['docs-site/explore/cron/page.md', '/explore/cron'],
  ['README.md', '/'],
  ['requirements.md', '/requirements'],
  ['CONTRIBUTING.md', '/contributing'],
])('%s is the page %s', (file, address) => {
  expect(addressOf(file)).toBe(address);
});
