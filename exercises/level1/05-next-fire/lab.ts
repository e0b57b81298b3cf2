import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'next-fire',
  title: 'The next fire',
  concepts: ['cron expression', 'slot', 'day fields'],
  needs: ['cron-fields'],
  points: 25,
  note: 'cron-reference',
  wrong: [
    {
      file: 'both-days-must-match.ts',
      fails: ['of two day fields either will do'],
      belief:
        'You want both day fields to match, as one would expect. Cron has always run when either does: "0 9 1 * 1" is every first and every Monday. Some libraries do it your way, which is why a schedule with both is best avoided.',
    },
    {
      file: 'a-star-says-yes-for-both.ts',
      fails: [
        'one day field alone has to match',
        'a month that lacks the day is passed over',
        'a leap day is found, years ahead',
        'a leap day is found across 2100, which is no leap year',
        'for a date that never comes the answer is null, and soon',
        'no minute in between would have matched',
      ],
      belief:
        'You let a field that was not given count as a match, and then say "either will do": so "on Wednesdays" runs every day, because any day of the month would do. Only fields that were given take part.',
    },
    {
      file: 'months-from-zero.ts',
      fails: [
        'with neither day field given, every day of the months given will do',
        'from the 31st, the month that follows is not jumped',
        'a leap day is found, years ahead',
        'a leap day is found across 2100, which is no leap year',
        'for a date that never comes the answer is null, and soon',
      ],
      belief:
        'You compare the months as Date counts them, from 0. Cron counts them from 1, as people do. Of all the parts of a Date only the month is like this.',
    },
    {
      file: 'weeks-begin-on-monday.ts',
      fails: [
        'one day field alone has to match',
        'of two day fields either will do',
        'the week begins on Sunday, which is 0',
        'no minute in between would have matched',
      ],
      belief:
        'You let the week begin on Monday with 0. In cron, as in Date, Sunday is 0. Off by one here means that the Monday report arrives on Tuesday.',
    },
    {
      file: 'now-is-soon-enough.ts',
      fails: ['it is later than the instant given, even when that is a fire itself'],
      belief:
        'You let the instant given be its own answer. A scheduler asks for the next one right after a run, at that very instant: it gets the same one again, and runs it again, and again.',
    },
    {
      file: 'a-minute-from-now.ts',
      fails: ['it falls on a whole minute'],
      belief:
        'You add a minute and keep the seconds. Cron fires on the whole minute: cut the seconds off first, then step to the next minute.',
    },
    {
      file: 'the-clock-runs-on.ts',
      fails: [
        'it is later than the instant given, even when that is a fire itself',
        'a later hour begins with its first minute, a later day with its first hour',
        'a month that lacks the day is passed over',
        'from the 31st, the month that follows is not jumped',
        'a leap day is found, years ahead',
        'a leap day is found across 2100, which is no leap year',
        'no minute in between would have matched',
      ],
      belief:
        'You go on to a later day and keep the time of day from which you began to look. What comes before it on that day is passed by. Once one part moves on, all the smaller ones start from their first.',
    },
    {
      file: 'a-year-is-enough.ts',
      fails: ['a leap day is found, years ahead', 'a leap day is found across 2100, which is no leap year'],
      belief:
        'You give up after a year. A leap day may be further off, and a job that is due in two years gets the same answer as one that never is.',
    },
    {
      file: 'every-fourth-year.ts',
      fails: ['a leap day is found across 2100, which is no leap year'],
      belief:
        'You look four years ahead because every fourth year is a leap year. 2100 is none, so from 2096 to 2104 are eight years.',
    },
    {
      file: 'it-will-come-some-day.ts',
      fails: ['for a date that never comes the answer is null, and soon'],
      belief:
        'You look until you find something. There is no 31 February however long you look, and the process hangs. Every search through the calendar needs an end.',
    },
    {
      file: 'a-month-later-is-next-month.ts',
      fails: ['from the 31st, the month that follows is not jumped'],
      belief:
        'You step to the next month by setting the month of a Date. From 31 January that makes 31 February, which Date reads as 3 March: February was jumped. Go to the first of the month before you step.',
    },
    {
      file: 'every-month-has-31-days.ts',
      fails: ['a month that lacks the day is passed over'],
      belief:
        'You put the day into the next month without looking whether that month has it. 31 April becomes 1 May without a word. A month that lacks the day has to be passed over.',
    },
  ],
});
