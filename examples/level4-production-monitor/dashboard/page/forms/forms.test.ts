import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { newBackfillDraft, readBackfill, slotsIn } from './backfill-draft.ts';
import { draftOf, readFields } from './field.ts';
import { optionFields } from './option-fields.ts';
import { fieldsOf } from './schema-fields.ts';
import { newTaskDraft, readTask, stillWrong } from './task-draft.ts';
import { foresee, newTriggerDraft, readTrigger, triggerDraftOf } from './trigger-draft.ts';

const schema = Type.Object({
  url: Type.String({ description: 'http or https' }),
  method: Type.Optional(Type.Union([Type.Literal('GET'), Type.Literal('POST')])),
  headers: Type.Optional(Type.Record(Type.String(), Type.String())),
  expectStatus: Type.Optional(Type.Integer({ minimum: 100, maximum: 599 })),
});

describe('a form made from a JSON schema', () => {
  const fields = fieldsOf(JSON.parse(JSON.stringify(schema)));

  it('has an input of the right kind for every property', () => {
    expect(fields.map(({ name, kind, required }) => [name, kind, required])).toEqual([
      ['url', 'text', true],
      ['method', 'choice', false],
      ['headers', 'json', false],
      ['expectStatus', 'integer', false],
    ]);
    expect(fields[3]).toMatchObject({ label: 'Expect status', hint: '100 to 599' });
  });

  it('gives back what it was filled with', () => {
    const payload = { url: 'https://example.com', method: 'POST', headers: { accept: '*/*' }, expectStatus: 204 };
    expect(readFields(fields, draftOf(fields, payload))).toEqual({ value: payload, errors: {} });
  });

  it('names every input that cannot be meant', () => {
    const { errors } = readFields(fields, { url: ' ', method: 'PUT', headers: '{', expectStatus: '99.5' });
    expect(Object.keys(errors)).toEqual(['url', 'method', 'headers', 'expectStatus']);
    expect(readFields(fields, { url: 'x', expectStatus: '99' }).errors).toEqual({ expectStatus: 'At least 100.' });
  });
});

describe('a trigger in the form', () => {
  const noon = Date.parse('2026-03-02T12:00:00Z');

  it('survives the way into the inputs and back', () => {
    for (const trigger of [
      { kind: 'every', ms: 5_400_000 },
      { kind: 'cron', expression: '0 9 * * 1-5', timeZone: 'Europe/Berlin' },
      { kind: 'cron', expression: '30 2 * * *', timeZone: 'UTC', gap: 'skip', overlap: 'both' },
      { kind: 'at', date: '2026-06-01T12:30:00.000Z' },
      { kind: 'at', date: '2026-06-01T12:30:05.250Z' },
    ] as const) {
      expect(readTrigger(triggerDraftOf(trigger, 'UTC'))).toEqual({ trigger });
    }
  });

  it('shows the next runs in the zone it names, across a clock change', () => {
    const draft = { ...newTriggerDraft('Europe/Berlin'), kind: 'cron', expression: '0 9 * * *' } as const;
    const { runs, words } = foresee(draft, Date.parse('2026-03-28T00:00:00Z'), 2);
    expect(runs.map((at) => new Date(at).toISOString())).toEqual([
      '2026-03-28T08:00:00.000Z',
      '2026-03-29T07:00:00.000Z',
    ]);
    expect(words).toContain('09:00');
  });

  it('says what is wrong beside the input that is', () => {
    const draft = newTriggerDraft('UTC');
    expect(foresee({ ...draft, every: 'often' }, noon).error?.field).toBe('ms');
    expect(foresee({ ...draft, every: '10ms' }, noon).error).toEqual({ field: 'ms', message: 'At least 1s.' });
    expect(foresee({ ...draft, every: '50000000d' }, noon).error).toEqual({ field: 'ms', message: 'At most 36525d.' });
    expect(foresee({ ...draft, kind: 'at' }, noon).error?.field).toBe('date');
    expect(foresee({ ...draft, kind: 'cron', expression: '61 * * * *' }, noon).error?.field).toBe('expression');
    expect(foresee({ ...draft, kind: 'cron', timeZone: 'Mars/Olympus' }, noon).error?.field).toBe('timeZone');
  });

  it('never ends and never hangs on a day that does not come', () => {
    const draft = { ...newTriggerDraft('UTC'), kind: 'cron', expression: '0 0 31 2 *' } as const;
    expect(foresee(draft, noon)).toMatchObject({ runs: [], error: null });
  });
});

it('options are read as the engine knows them, and what is left out is left to the engine', () => {
  const draft = { timeoutMs: '1m30s', 'retry.attempts': '3', graceMs: '0', overlap: 'queue-one' };
  const { value } = readFields(optionFields, draft);
  expect(value).toEqual({ timeoutMs: 90_000, retry: { attempts: 3 }, graceMs: 0, overlap: 'queue-one' });
});

it('a task is sent with everything in it, and refused by the names the API uses', () => {
  const handlers = [{ name: 'http-call', description: '', payload: schema, example: { url: 'https://example.com' } }];
  const draft = newTaskDraft(handlers, 'UTC');
  expect(Object.keys(readTask(draft, handlers).errors)).toEqual(['id']);
  const { body, errors } = readTask({ ...draft, id: 'ping' }, handlers);
  expect(errors).toEqual({});
  expect(body).toEqual({
    handler: 'http-call',
    payload: { url: 'https://example.com' },
    trigger: { kind: 'every', ms: 300_000 },
    options: {},
    paused: false,
  });
  const wrong = { ...draft, id: 'ping', payload: {}, options: { timeoutMs: 'soon' } };
  expect(Object.keys(readTask(wrong, handlers).errors)).toEqual(['payload.url', 'options.timeoutMs']);
});

it('what was refused is wrong until it is touched, whatever else is typed', () => {
  const handlers = [{ name: 'http-call', description: '', payload: schema, example: { url: '' } }];
  const draft = newTaskDraft(handlers, 'UTC');
  const errors = {
    id: 'Needed.',
    'payload.url': 'Needed.',
    'trigger.ms': 'A duration.',
    'options.graceMs': 'A duration.',
  };
  const left = (change: object) => Object.keys(stillWrong(errors, draft, { ...draft, ...change }));
  expect(left({ id: 'ping' })).toEqual(['payload.url', 'trigger.ms', 'options.graceMs']);
  expect(left({ trigger: { ...draft.trigger, every: '5m' } })).toEqual(['id', 'payload.url', 'options.graceMs']);
  expect(left({ payload: { url: 'https://example.com' }, options: { graceMs: '5s' } })).toEqual(['id', 'trigger.ms']);
});

it('a time to make up for lies in the past, ends after it begins, and has its slots counted', () => {
  const now = Date.parse('2026-03-02T12:20:00Z');
  const lastHour = readBackfill(newBackfillDraft(now), now);
  expect(lastHour).toMatchObject({ to: Date.parse('2026-03-02T12:00:00Z'), errors: {} });
  expect(slotsIn({ kind: 'every', ms: 600_000 }, lastHour)).toBe(6);
  expect(readBackfill({ from: '', to: '2027-01-01T00:00' }, now).errors).toEqual({
    from: 'A day and a time.',
    to: 'A time that has gone by.',
  });
  expect(readBackfill({ from: '2026-03-02T10:00', to: '2026-03-02T09:00' }, now).errors.to).toBe(
    'Later than the beginning.',
  );
});
