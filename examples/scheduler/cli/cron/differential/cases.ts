import fc from 'fast-check';
import { type FieldSpec, fieldSpecs } from '../../../cron/fields.ts';
import { zoneNamed } from '../../../cron/zone.ts';

/** A question all libraries can be asked: which run comes next after, or last before, this instant? */
export interface Case {
  expression: string;
  timeZone: string;
  instant: number;
  direction: 'next' | 'previous';
}

const zones = [
  'UTC',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'America/Sao_Paulo',
  'America/Santiago',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Pacific/Chatham',
  'America/Nuuk',
];

const DAY_SECONDS = 86_400;
const FIRST_SECOND = Date.UTC(2016, 0, 1) / 1000;
const LAST_SECOND = Date.UTC(2037, 0, 1) / 1000;

/** Every token of the dialect; half the instants lie within two days of a clock change, where the bugs are. */
export const cases: fc.Arbitrary<Case> = fc
  .record({
    expression: expressions(),
    timeZone: fc.constantFrom(...zones),
    second: fc.integer({ min: FIRST_SECOND, max: LAST_SECOND }),
    nearSeam: fc.boolean(),
    aside: fc.integer({ min: -2 * DAY_SECONDS, max: 2 * DAY_SECONDS }),
    direction: fc.constantFrom('next' as const, 'previous' as const),
  })
  .map(({ expression, timeZone, second, nearSeam, aside, direction }) => {
    const instant = nearSeam ? zoneNamed(timeZone).at(second * 1000).end + aside * 1000 : second * 1000;
    return { expression, timeZone, instant, direction };
  });

function expressions(): fc.Arbitrary<string> {
  const [second, minute, hour, dayOfMonth, month, dayOfWeek] = fieldSpecs.map(field) as [
    Text,
    Text,
    Text,
    Text,
    Text,
    Text,
  ];
  const seconds = fc.oneof(
    { weight: 5, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: second.map((s) => `${s} `) },
  );
  return fc.tuple(seconds, minute, hour, dayOfMonth, month, dayOfWeek).map(([s, ...five]) => `${s}${five.join(' ')}`);
}

type Text = fc.Arbitrary<string>;

function field(spec: FieldSpec): Text {
  const list = fc.array(item(spec), { minLength: 1, maxLength: 3 }).map((items) => items.join(','));
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant('*') },
    { weight: 3, arbitrary: item(spec) },
    { weight: 1, arbitrary: list },
  );
}

function item(spec: FieldSpec): Text {
  const value = fc.integer({ min: spec.min, max: spec.max });
  const word = (number: number) => spec.names[number - spec.min] ?? String(number);
  const number = value.map(word);
  const step = fc.integer({ min: 1, max: spec.max - spec.min + 1 });
  const anyRange = fc.tuple(value, value);
  const upward = anyRange.map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);
  const range = often(upward, anyRange).map(([from = 0, to = 0]) => `${word(from)}-${word(to)}`);
  const stepped = often(fc.oneof(fc.constant('*'), range), number);
  const plain = fc.oneof(
    number,
    range,
    fc.tuple(stepped, step).map(([base, by]) => `${base}/${by}`),
  );
  if (spec.name === 'dayOfMonth')
    return often(
      plain,
      fc.oneof(
        fc.constantFrom('L', 'L-3', 'LW'),
        number.map((day) => `${day}W`),
      ),
    );
  if (spec.name !== 'dayOfWeek') return plain;
  const nth = fc.tuple(number, fc.integer({ min: 1, max: 5 })).map(([day, which]) => `${day}#${which}`);
  return often(
    plain,
    fc.oneof(
      nth,
      number.map((day) => `${day}L`),
    ),
  );
}

/** Of five, four and one. */
function often<A, B>(usual: fc.Arbitrary<A>, rare: fc.Arbitrary<B>): fc.Arbitrary<A | B> {
  return fc.oneof({ weight: 4, arbitrary: usual }, { weight: 1, arbitrary: rare });
}
