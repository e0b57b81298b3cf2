import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startTestMonitor, type TestMonitor } from '../testing.ts';
import { type JsonSchema, valuesOf } from './fuzz-values.ts';

const REQUESTS = 20_000;
const SEED = 4711;

interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly parameters: readonly { name: string; in: string; schema: JsonSchema }[];
  readonly body: JsonSchema | undefined;
}

/** Ids that exist, so that the deeper half of the routes is reached too. */
const KNOWN_IDS = ['hourly', 'flaky', 'nightly', 'weekly', 'unknown'];

test(`${REQUESTS} requests made up from the API's own document find no 5xx and no hang (seed ${SEED})`, async () => {
  const world = await startTestMonitor({ requestsPerMinute: 1_000_000 });
  const operations = await readOperations(world);
  for (const id of KNOWN_IDS.slice(0, 4)) await world.call('POST', '/api/tasks', taskCalled(id));
  const seen = new Map<number, number>();
  let asked = 0;

  const requests = fc.constantFrom(...operations).chain((operation) => requestFor(operation));
  await fc.assert(
    fc.asyncProperty(requests, async ({ method, url, body, headers }) => {
      const { status } = await world.call(method, url, body as object, { headers });
      seen.set(status, (seen.get(status) ?? 0) + 1);
      // Now and then time passes, so that what was asked for also happens.
      if (++asked % 500 === 0) await world.clock.advance(5_000);
      expect(status, `${method} ${url} ${JSON.stringify(body)}`).toBeLessThan(500);
    }),
    { seed: SEED, numRuns: REQUESTS, interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true },
  );

  console.log(
    `answers by status: ${[...seen]
      .sort()
      .map(([status, count]) => `${status}: ${count}`)
      .join(', ')}`,
  );
  // A fuzz that never gets in proves nothing.
  expect(seen.get(200) ?? 0).toBeGreaterThan(REQUESTS / 20);
  expect(seen.get(201) ?? 0).toBeGreaterThan(20);
  expect(seen.get(400) ?? 0).toBeGreaterThan(REQUESTS / 20);
  await world.close();
});

const keys = fc.record({ 'idempotency-key': fc.oneof(fc.uuid(), fc.constantFrom('one', 'two', 'x'.repeat(300))) });

function requestFor({ method, path, parameters, body }: Operation) {
  const query = parameters.filter((each) => each.in === 'query');
  const id = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...KNOWN_IDS) },
    fc.string({ minLength: 1, maxLength: 30 }),
  );
  return fc
    .record({
      ids: fc.array(id, { minLength: 2, maxLength: 2 }),
      query: fc.record(Object.fromEntries(query.map(({ name, schema }) => [name, valuesOf(schema)])), {
        requiredKeys: [],
      }),
      body: body ? bodyFor(method, path, body) : fc.constant(undefined),
      headers: fc.oneof({ weight: 8, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: keys }),
    })
    .map(({ ids, query: values, body: payload, headers }) => {
      const left = [...ids];
      const filled = path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(left.pop() ?? ''));
      const search = new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)]));
      const isObject = typeof payload === 'object' && payload !== null;
      const url = search.size > 0 ? `${filled}?${search}` : filled;
      return { method, url, body: isObject ? payload : undefined, headers: headers as Record<string, string> };
    });
}

/** Chance alone rarely finds a handler and the payload that fits it: tasks that could be real are put in by hand. */
function bodyFor(method: string, path: string, schema: JsonSchema): fc.Arbitrary<unknown> {
  const generated = fc.oneof({ weight: 4, arbitrary: valuesOf(schema) }, fc.jsonValue());
  if (method !== 'POST' || path !== '/api/tasks') return generated;
  const work = fc.constantFrom(
    { handler: 'report', payload: { hours: 1 } },
    { handler: 'flaky', payload: { failRate: 0.5 } },
    { handler: 'slow', payload: { seconds: 3 } },
  );
  const { trigger = {}, options = {} } = schema.properties ?? {};
  const real = fc.record({
    id: fc.constantFrom(...KNOWN_IDS),
    trigger: valuesOf(trigger),
    options: valuesOf(options),
    work,
  });
  return fc.oneof(
    generated,
    real.map(({ work: { handler, payload }, ...task }) => ({ ...task, handler, payload })),
  );
}

async function readOperations(world: TestMonitor): Promise<Operation[]> {
  const { body } = await world.call('GET', '/docs/json');
  return Object.entries(body.paths as Record<string, Record<string, DocumentedOperation>>).flatMap(([path, methods]) =>
    Object.entries(methods)
      // The stream never ends, by design; a request for it would be one that hangs.
      .filter(() => path !== '/api/events')
      .map(([method, { parameters = [], requestBody }]) => ({
        method: method.toUpperCase() as Operation['method'],
        path,
        parameters,
        body: requestBody?.content['application/json']?.schema,
      })),
  );
}

interface DocumentedOperation {
  readonly parameters?: Operation['parameters'];
  readonly requestBody?: { readonly content: Record<string, { schema: JsonSchema }> };
}

function taskCalled(id: string) {
  return { id, handler: 'flaky', payload: { failRate: 0.5 }, trigger: { kind: 'every', ms: 3_600_000 } };
}
