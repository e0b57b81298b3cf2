import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hrefOf, parseRoute, type Route, tokenIn } from './route.ts';

const plain = fc.constantFrom('tasks', 'new', 'timeline', 'charts', 'alerts', 'nodes', 'audit' as const);
const routes: fc.Arbitrary<Route> = fc.oneof(
  plain.map((view) => ({ view }) as Route),
  fc.record({
    view: fc.constantFrom('task', 'edit', 'execution'),
    id: fc.string({ minLength: 1 }),
  }) as fc.Arbitrary<Route>,
);

it('every place has an address that leads back to it', () => {
  fc.assert(
    fc.property(routes, (route) => {
      expect(parseRoute(hrefOf(route))).toEqual(route);
    }),
  );
});

it('no address is the list of tasks, and a wrong one is said to be', () => {
  expect(parseRoute('')).toEqual({ view: 'tasks' });
  expect(parseRoute('#/nowhere')).toEqual({ view: 'unknown' });
  expect(parseRoute('#/tasks/50%')).toEqual({ view: 'task', id: '50%' });
});

it('a token is found only where the monitor puts it', () => {
  expect(tokenIn('#token=abc%2Fdef')).toBe('abc/def');
  expect(tokenIn('#/tasks')).toBeUndefined();
});
