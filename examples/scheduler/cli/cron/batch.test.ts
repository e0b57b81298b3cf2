import { describe, expect, test } from 'vitest';
import { answerLine, answerLines } from './batch.ts';

const now = Date.parse('2026-06-01T12:34:56Z');
const answer = (line: string) => JSON.parse(answerLine(line, 'next', now));

describe('a line of a batch', () => {
  test('counts from now, five times, in UTC, unless it says otherwise', () => {
    expect(answer('{"expr":"0 * * * *"}').runs).toHaveLength(5);
    expect(answer('{"expr":"0 * * * *","count":1}')).toEqual({ runs: ['2026-06-01T13:00:00.000Z'] });
  });

  test('may give its start as a date, a time with its zone, or epoch milliseconds', () => {
    for (const from of ['2026-01-01', '2026-01-01T00:00Z', '2026-01-01T02:00:00+02:00', Date.UTC(2026, 0, 1)]) {
      const line = JSON.stringify({ expr: '5 0 * * *', from, count: 1 });
      expect(answer(line)).toEqual({ runs: ['2026-01-01T00:05:00.000Z'] });
    }
  });

  test('that asks for an impossible date gets no runs', () => {
    expect(answer('{"expr":"0 0 31 2 *"}')).toEqual({ runs: [] });
  });

  test.each([
    ['', 'line'],
    ['[]', 'line'],
    ['null', 'line'],
    ['{}', 'expr'],
    ['{"expr":5}', 'expr'],
    ['{"expr":"* * * *"}', 'expr'],
    ['{"expr":"* 24 * * *"}', 'hour'],
    ['{"expr":"* * * * *","zone":"Nowhere"}', 'zone'],
    ['{"expr":"* * * * *","zone":null}', 'zone'],
    ['{"expr":"* * * * *","from":"2026-01-01T00:00:00"}', 'from'],
    ['{"expr":"* * * * *","from":"2026-02-30T99:00:00Z"}', 'from'],
    ['{"expr":"* * * * *","from":true}', 'from'],
    ['{"expr":"* * * * *","count":0}', 'count'],
    ['{"expr":"* * * * *","count":1e9}', 'count'],
    ['{"expr":"* * * * *","gap":"jump"}', 'gap'],
    ['{"expr":"* * * * *","overlap":1}', 'overlap'],
  ])('%s is answered with an error that names %s', (line, field) => {
    expect(answer(line)).toEqual({ error: { code: expect.any(String), field, message: expect.any(String) } });
  });
});

test('a batch of ten thousand lines has ten thousand answers, in order', async () => {
  async function* lines() {
    for (let i = 0; i < 10_000; i++) yield JSON.stringify({ expr: `${i % 60} ${i % 24} * * *`, from: now, count: 1 });
  }
  let text = '';
  for await (const bundle of answerLines(lines(), 'next', () => now)) text += bundle;
  const answers = text.trimEnd().split('\n');
  expect(answers).toHaveLength(10_000);
  expect(answers[37]).toBe('{"runs":["2026-06-01T13:37:00.000Z"]}');
});
