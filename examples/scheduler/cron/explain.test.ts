import { expect, test } from 'vitest';
import { describeCron, explainCron } from './index.ts';

test.each([
  ['* * * * * *', 'Every second.'],
  ['*/10 * * * * *', 'Every 10 seconds.'],
  ['0 * * * * *', 'Every minute.'],
  ['30 5 9-17 * * *', 'At second 30 of minute 5 of hours 9 to 17 every day.'],
  ['*/5 * * * *', 'Every 5 minutes.'],
  ['*/45 * * * *', 'At minutes 0 and 45 of every hour.'],
  ['5/15 * * * *', 'Every 15 minutes from minute 5 to 59.'],
  ['0 * * * *', 'At minute 0 of every hour.'],
  ['* */2 * * *', 'Every minute of every 2nd hour.'],
  ['*/15 9-17 * * MON-FRI', 'Every 15 minutes of hours 9 to 17 on Monday to Friday.'],
  ['30 2 * * *', 'At 02:30 every day.'],
  ['15,45 9,21 * * *', 'At 09:15, 09:45, 21:15 and 21:45 every day.'],
  ['30 0 9 * * *', 'At 09:00:30 every day.'],
  ['0 0 29 2 *', 'At 00:00 on day 29 in February.'],
  ['0 0 13 * FRI', 'At 00:00 on day 13 or on Friday.'],
  ['0 0 */2 * *', 'At 00:00 on days 1, 3, 5 … 31.'],
  ['0 0 1 */3 *', 'At 00:00 on day 1, every 3 months.'],
  ['0 12 L * *', 'At 12:00 on the last day of the month.'],
  ['0 12 L-3 * *', 'At 12:00 3 days before the last day of the month.'],
  ['0 9 LW * *', 'At 09:00 on the last Monday-to-Friday day of the month.'],
  ['0 9 15W * *', 'At 09:00 on the Monday-to-Friday day nearest to day 15.'],
  ['0 9 * * FRI#2', 'At 09:00 on the second Friday of the month.'],
  ['0 9 ? * 5L', 'At 09:00 on the last Friday of the month.'],
  ['@weekly', 'At 00:00 on Sunday.'],
])('%s: %s', (expression, text) => {
  expect(explainCron(expression)).toBe(text);
});

test('each field has its own words and its place, for a reader who points at it', () => {
  const { fields } = describeCron(' 0  9-17 * JAN,MAR-MAY 1-5');
  expect(fields.map(({ name, text }) => [name, text])).toEqual([
    ['minute', 'minute 0'],
    ['hour', 'hours 9 to 17'],
    ['dayOfMonth', 'every day'],
    ['month', 'January and March to May'],
    ['dayOfWeek', 'Monday to Friday'],
  ]);
  expect(fields[1]).toMatchObject({ source: '9-17', start: 4, end: 8 });
});
