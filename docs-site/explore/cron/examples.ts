/** Expressions worth a click, each for something it shows. */
export const examples = [
  ['*/15 * * * *', 'every quarter of an hour'],
  ['0 9 * * MON-FRI', 'weekdays at nine'],
  ['30 2 * * *', 'nightly, at a time some nights do not have'],
  ['0 0 1 */3 *', 'the first of each quarter'],
  ['0 18 LW * *', 'the last working day of the month'],
  ['0 10 * * TUE#2', 'the second Tuesday'],
  ['0 22-2 * * *', 'hourly through midnight'],
  ['0 0 13 * FRI', 'the 13th, or any Friday'],
  ['0 0 29 2 *', 'leap days'],
  ['*/10 * * * * *', 'every ten seconds'],
] as const;
