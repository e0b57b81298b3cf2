import { defineConfig } from 'vitest/config';

/**
 * What a test file is called says what it needs, and so when it runs:
 *   name.test.ts          nothing but Node, quick: part of `npm test`
 *   name.server.test.ts   a real Redis or PostgreSQL: `npm run check` and CI, where a missing server is a failure
 *   name.browser.test.ts  Chromium: the same
 *   name.slow.test.ts     kills processes or runs for long: the same
 * Lab checks (check.test.ts) are not here: the grader runs them, with the subject it is asked to grade.
 */
const kinds = ['server', 'browser', 'slow'] as const;
const rooms = ['examples', 'exercises', 'docs-site'];
const never = ['**/node_modules/**', '**/check.test.ts', '**/.vitepress/**'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // They take milliseconds. How many, on a machine that has other things to do, is no matter of right or wrong.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          include: rooms.map((room) => `${room}/**/*.test.ts`),
          exclude: [...never, ...kinds.map((kind) => `**/*.${kind}.test.ts`)],
        },
      },
      ...kinds.map((kind) => ({
        test: {
          name: kind,
          include: rooms.map((room) => `${room}/**/*.${kind}.test.ts`),
          exclude: never,
          // These kill, stop and time real processes, on machines whose other load is not ours to choose.
          testTimeout: 180_000,
          retry: 1,
          hookTimeout: 180_000,
        },
      })),
    ],
  },
});
