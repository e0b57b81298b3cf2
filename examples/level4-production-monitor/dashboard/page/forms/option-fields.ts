import type { Field } from './field.ts';

const duration = (name: string, label: string, hint: string): Field => ({
  name,
  label,
  hint,
  kind: 'duration',
  required: false,
});
const count = (name: string, label: string, hint: string): Field => ({
  name,
  label,
  hint,
  kind: 'integer',
  required: false,
  minimum: 1,
});

/** The engine's options, each of which has a default there. */
export const optionFields: readonly Field[] = [
  {
    name: 'overlap',
    label: 'When the last run still goes on',
    kind: 'choice',
    choices: ['skip', 'queue-one', 'cancel-running', 'allow'],
    required: false,
  },
  count('maxConcurrent', 'Most at once', 'counts where overlap is allowed'),
  duration('timeoutMs', 'Time limit of an attempt', 'none when empty'),
  count('retry.attempts', 'Attempts', '1 means no retry'),
  duration('retry.baseMs', 'First wait between attempts', 'doubles with each'),
  duration('retry.capMs', 'Longest wait between attempts', 'such as 1m'),
  duration('graceMs', 'Still runs when late by', 'later counts as missed'),
  {
    name: 'coalesce',
    label: 'After a gap, run',
    kind: 'choice',
    choices: ['latest', 'all', 'none'],
    hint: 'of the slots that passed meanwhile',
    required: false,
  },
  count('maxCatchUp', 'Most slots to make up for', 'where all of them are run'),
  duration('jitterMs', 'Spread the start over', '0 starts on the slot'),
];
