import { expect, test } from 'vitest';
import { fieldAt, spanOfError, stretches } from './marks.ts';

const shown = (expression: string, error: { field: string; value: unknown }) => {
  const { start, end } = spanOfError(expression, error);
  return `${expression.slice(0, start)}[${expression.slice(start, end)}]${expression.slice(end)}`;
};

test.each([
  ['0 25 * * *', { field: 'hour', value: '25' }, '0 [25] * * *'],
  ['10 0 25 * * *', { field: 'hour', value: '25' }, '10 0 [25] * * *'],
  ['0,5,61 * * * *', { field: 'minute', value: '61' }, '0,5,[61] * * * *'],
  ['1,11,1x * * * *', { field: 'minute', value: '1x' }, '1,11,[1x] * * * *'],
  ['5,, * * * *', { field: 'minute', value: '' }, '[5,,] * * * *'],
  ['* * *', { field: 'expression', value: '* * *' }, '[* * *]'],
  ['@often', { field: 'expression', value: '@often' }, '[@often]'],
])('in "%s" the error stands at its value', (expression, error, marked) => {
  expect(shown(expression, error)).toBe(marked);
});

test('the expression is drawn field by field, blanks and all', () => {
  expect(stretches(' 5  *')).toEqual([
    { text: ' ', wrong: false },
    { text: '5', field: 0, wrong: false },
    { text: '  ', wrong: false },
    { text: '*', field: 1, wrong: false },
  ]);
});

test('a wrong entry is a stretch of its own', () => {
  expect(stretches('1,99 *', { start: 2, end: 4 }).filter(({ wrong }) => wrong)).toEqual([
    { text: '99', field: 0, wrong: true },
  ]);
});

test('the stretches make up the whole', () => {
  const expression = '  */5 \t 1-3,7 * * MON#2  ';
  expect(
    stretches(expression, { start: 10, end: 11 })
      .map(({ text }) => text)
      .join(''),
  ).toBe(expression);
});

test('a caret at the end of a field is still in it', () => {
  expect(fieldAt('5 10 *', 4, true)).toBe(1);
  expect(fieldAt('5 10 *', 4)).toBeUndefined();
});
