import { expect, it } from 'vitest';
import { checkHistory, oncePerSlot } from '../../kit/history/index.ts';
import { withFinalReads } from './final-reads.ts';

const wrote = (node: string, t: number) => ({ t, node, type: 'writes', slot: 1_000 });

it('counts a copy that is in the table though its writer never said so', () => {
  const told = { events: [wrote('a', 1_400), { t: 1_450, node: 'b', type: 'is killed' }], complete: true };
  const history = withFinalReads(
    told,
    [
      { node: 'a', slot: 1_000 },
      { node: 'b', slot: 1_000 },
    ],
    2_000,
  );
  expect(history.events.at(-1)).toMatchObject({
    t: 2_000,
    node: 'b',
    type: 'writes',
    note: 'found in the table at the end',
  });
  expect(checkHistory(history, [oncePerSlot()]).verdict).toBe('invalid');
});

it('says when a copy is missing that was said to be written', () => {
  const history = withFinalReads({ events: [wrote('a', 1_400)], complete: true }, [], 2_000);
  expect(history.events.at(-1)).toMatchObject({ node: 'a', type: 'finds its copy missing' });
});

it('adds only that the table was read where all agree', () => {
  const told = { events: [wrote('a', 1_400)], complete: true };
  const { events } = withFinalReads(told, [{ node: 'a', slot: 1_000 }], 2_000);
  expect(events).toEqual([...told.events, { t: 2_000, node: 'the table', type: 'is read', note: '1 reports' }]);
});
