/**
 * Inputs on which dialects part ways. What Clockwork, crontab, node-cron, croner and BullMQ do is found by asking
 * them. Quartz and Kubernetes cannot be asked from here: theirs is stated, after Quartz's CronExpression reference
 * and the documentation and tests of robfig/cron, which Kubernetes uses.
 */
export interface Disagreement {
  about: string;
  expression: string;
  timeZone: string;
  from: string;
  count: number;
  /** How much of each run has to be shown to tell them apart. */
  show: 'date' | 'time' | 'second' | 'zoned';
  quartz: string;
  kubernetes: string;
}

const november = { timeZone: 'UTC', from: '2026-11-01T00:00:00Z', count: 3, show: 'date' } as const;
const morning = { timeZone: 'UTC', from: '2026-11-01T00:00:00Z', count: 3, show: 'time' } as const;
const spring = { timeZone: 'America/New_York', from: '2026-03-08T05:40:00Z', count: 2, show: 'zoned' } as const;
const autumn = { timeZone: 'America/New_York', from: '2026-11-01T04:40:00Z', count: 2, show: 'zoned' } as const;

export const disagreements: readonly Disagreement[] = [
  {
    about: 'two day fields',
    expression: '0 0 13 * 5',
    ...november,
    quartz: 'refuses: one must be ?',
    kubernetes: 'either matches',
  },
  {
    about: 'a step in one of them',
    expression: '0 0 */2 * 1',
    ...november,
    quartz: 'refuses: one must be ?',
    kubernetes: 'either matches',
  },
  {
    about: 'a step beyond the field',
    expression: '*/90 * * * *',
    ...morning,
    quartz: 'not stated',
    kubernetes: 'hourly',
  },
  {
    about: 'a step from a number',
    expression: '5/15 * * * *',
    ...morning,
    quartz: '5, 20, 35, 50',
    kubernetes: '5, 20, 35, 50',
  },
  {
    about: 'a range over the end',
    expression: '0 22-1 * * *',
    ...morning,
    quartz: '22, 23, 0, 1',
    kubernetes: 'refuses',
  },
  { about: 'the last day', expression: '0 0 L * *', ...november, quartz: 'the last day', kubernetes: 'refuses' },
  {
    about: 'three days before it',
    expression: '0 0 L-3 * *',
    ...november,
    quartz: 'three days before',
    kubernetes: 'refuses',
  },
  {
    about: 'the nearest weekday',
    expression: '0 0 15W * *',
    ...november,
    quartz: 'the nearest weekday',
    kubernetes: 'refuses',
  },
  {
    about: 'the second Friday',
    expression: '0 0 * * 5#2',
    ...november,
    quartz: 'the second Thursday: 1 is Sunday',
    kubernetes: 'refuses',
  },
  {
    about: 'Sunday as 7',
    expression: '0 0 * * 7',
    ...november,
    quartz: 'Saturdays: 1 is Sunday',
    kubernetes: 'refuses',
  },
  {
    about: 'a question mark',
    expression: '0 0 ? * 1',
    ...november,
    quartz: 'needed; Sundays: 1 is Sunday',
    kubernetes: 'Mondays',
  },
  { about: 'seconds', expression: '30 * * * * *', ...morning, show: 'second', quartz: 'needed', kubernetes: 'refuses' },
  { about: 'a nickname', expression: '@hourly', ...morning, quartz: 'refuses', kubernetes: 'hourly' },
  { about: 'nothing at all', expression: '', ...morning, quartz: 'refuses', kubernetes: 'refuses' },
  { about: 'an impossible date', expression: '0 0 31 2 *', ...november, quartz: 'not stated', kubernetes: 'never' },
  {
    about: 'clocks forward, a fixed time',
    expression: '30 2 * * *',
    ...spring,
    quartz: 'not stated',
    kubernetes: 'left out',
  },
  {
    about: 'clocks forward, * in the minute',
    expression: '*/20 2 * * *',
    ...spring,
    quartz: 'not stated',
    kubernetes: 'left out',
  },
  {
    about: 'clocks back, a fixed time',
    expression: '30 1 * * *',
    ...autumn,
    quartz: 'not stated',
    kubernetes: 'twice',
  },
  {
    about: 'clocks back, * in the minute',
    expression: '*/30 * * * *',
    ...autumn,
    count: 5,
    quartz: 'not stated',
    kubernetes: 'in both hours',
  },
];
