import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'cron-fields',
  title: 'Cron fields',
  concepts: ['cron expression', 'cron field', 'step'],
  needs: [],
  points: 20,
  note: 'cron-reference',
  wrong: [
    {
      file: 'every-field-starts-at-zero.ts',
      fails: ['a star is every value of the field, from its lowest', 'steps count from the first value of the range'],
      belief:
        'You let every field begin at 0. Minutes, hours and weekdays do, days of the month and months begin at 1. A day 0 matches nothing, and steps that count from it are all off by one.',
    },
    {
      file: 'the-end-is-exclusive.ts',
      fails: ['a range includes both of its ends', 'what has no step is read as it is'],
      belief:
        'You stop before the last value, as slices and loops do. In cron both ends belong to a range: 9-17 still runs at 17.',
    },
    {
      file: 'no-way-around.ts',
      fails: ['a range may wrap past the end of the field', 'the values come in ascending order'],
      belief:
        'You refuse a range that ends before it begins. The night from 22 to 2 is one range to whoever writes it; the field goes round, so the range may.',
    },
    {
      file: 'steps-from-zero.ts',
      fails: ['steps count from the first value of the range', 'a step after a number runs on from that number'],
      belief:
        'You keep the values that the step divides. A step counts from where its range begins: 10-30/7 is 10, 17, 24, and none of them can be divided by 7.',
    },
    {
      file: 'a-number-ignores-its-step.ts',
      fails: ['a step after a number runs on from that number', 'a step after a number ends with the field'],
      belief:
        'You step through a range of one value, and there is nothing to step to. 5/15 is short for 5-59/15: from the fifth minute on, every fifteen.',
    },
    {
      file: 'fields-end-at-59.ts',
      fails: ['a step after a number ends with the field', 'a value out of bounds is refused'],
      belief:
        "You run the step after a number up to 59, whatever the field. Hours end at 23: from 20/2 come hours that no clock shows. The field's own bounds say where to end.",
    },
    {
      file: 'every-45-minutes.ts',
      fails: ['a step that does not divide the field starts again with it'],
      belief:
        'You read */45 as "every 45 minutes" and carry on past the end of the hour. A field knows nothing of the hour before: */45 is minute 0 and minute 45 of every hour. Cron cannot say "every 45 minutes" in one line.',
    },
    {
      file: 'a-step-is-always-there.ts',
      fails: [
        'what has no step is read as it is',
        'a list holds the values of all its items, each once',
        'the values come in ascending order',
      ],
      belief:
        'You treat a missing step as a step of 1. For a star or a range it makes no difference, but 7 is one hour, and 7/1 is every hour from 7 to the end of the day.',
    },
    {
      file: 'a-list-as-written.ts',
      fails: ['a list holds the values of all its items, each once', 'the values come in ascending order'],
      belief:
        'You hand over the list as it was written. Whoever looks for the next minute walks the values upward: one out of order is passed by. Sort it, and keep each once.',
    },
    {
      file: 'twice-is-harmless.ts',
      fails: ['a list holds the values of all its items, each once'],
      belief:
        'You keep a value as often as the list names it. A field is a set: minute 0 is in it or not, and who counts its values or walks them would meet the same minute twice.',
    },
    {
      file: 'sorts-as-text.ts',
      fails: ['the values come in ascending order'],
      belief:
        'You call sort() without saying how. JavaScript then compares numbers as text, and 22 comes before 3. Give it (a, b) => a - b.',
    },
    {
      file: 'number-knows-best.ts',
      fails: ['what is not made of digits is refused'],
      belief:
        'You leave it to Number to decide what a number is. It takes the empty text for 0, and 0x10, 1e1 and " 7" as well. A typing error then becomes a schedule. Digits alone make a number here.',
    },
    {
      file: 'trusts-the-bounds.ts',
      fails: ['a value out of bounds is refused', 'a refusal names the item'],
      belief:
        'You take any number. A job at hour 24 will never run, and nobody will be told. What cannot happen has to be refused when it is written, not discovered when it is missed.',
    },
    {
      file: 'a-step-of-zero-is-a-step.ts',
      fails: ['a step of zero is refused, and at once'],
      belief:
        'You step on by zero, and so never get anywhere: the process hangs with one core at full load. Refuse a step below 1 before the loop begins.',
    },
    {
      file: 'just-says-no.ts',
      fails: ['a refusal names the item'],
      belief:
        'You refuse without saying what. In a list of ten items in a file of fifty jobs, "invalid" sends somebody searching. Name the item and what was expected.',
    },
  ],
});
