import { expect, test } from 'vitest';
import { runDifferential } from './differential.ts';

const CASES = 500;

test('croner and cron-parser answer as we do wherever no stated rule says that the dialects differ', () => {
  const seed = Date.now() % 2 ** 31;
  console.log(`differential: seed ${seed} (npm run cron -- differential --cases ${CASES} --seed ${seed})`);
  const { tallies, disagreement } = runDifferential({ cases: CASES, seed });
  expect(disagreement).toBeUndefined();
  for (const { compared } of tallies) expect(compared).toBeGreaterThan(CASES / 4);
}, 30_000);

test('a disagreement is found and made small', () => {
  const stopped = { name: 'a stopped clock', rules: [], answer: () => Date.UTC(2020, 0, 1) };
  const { disagreement } = runDifferential({ cases: 50, seed: 1, peers: [stopped] });
  expect(disagreement).toMatch(/Clockwork says .*, a stopped clock says 2020-01-01T00:00:00.000Z/);
});
