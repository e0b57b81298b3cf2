import fc from 'fast-check';

export interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Strings that mean something to the monitor, so that generated requests get past the first check. */
const WORDS = [
  'report',
  'flaky',
  'slow',
  'cleanup',
  '0 9 * * 1-5',
  '* * * * *',
  '61 * * * *',
  'Europe/Berlin',
  'Mars',
  'hourly',
];
const INSTANTS = ['2026-03-01T00:00:00Z', '2026-03-02T13:00:00Z', '2030-01-01T00:00:00.000Z', '1970-01-01T00:00:00Z'];
const MISFITS: readonly unknown[] = [
  null,
  -1,
  1e30,
  '',
  'x'.repeat(5_000),
  '\u0000',
  true,
  [],
  {},
  '__proto__',
  '2026-02-30T00:00:00Z',
];

/** Values that fit a schema, mostly; and now and then one that does not. */
export function valuesOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 8, arbitrary: fitting(schema) }, { weight: 1, arbitrary: fc.constantFrom(...MISFITS) });
}

function fitting(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map(fitting));
  if (schema.properties) return objects(schema);
  if (schema.items) return fc.array(fitting(schema.items), { maxLength: 3 });
  const { minimum = 0, maximum = 1_000_000_000 } = schema;
  if (schema.type === 'integer')
    return fc.integer({ min: Math.max(minimum, -(2 ** 31)), max: Math.min(maximum, 2 ** 31 - 1) });
  if (schema.type === 'number') return fc.double({ min: minimum, max: maximum, noNaN: true });
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'null') return fc.constant(null);
  if (schema.format === 'date-time') return fc.constantFrom(...INSTANTS);
  if (schema.type === 'string') return fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 40 }));
  return fc.oneof(fc.constantFrom({ hours: 1 }, { failRate: 1 }, { seconds: 2 }), fc.jsonValue());
}

function objects({ properties = {}, required = [] }: JsonSchema): fc.Arbitrary<unknown> {
  const model = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, valuesOf(schema)]));
  return fc.record(model, { requiredKeys: [...required] as never });
}
