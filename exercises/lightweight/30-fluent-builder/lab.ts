import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'fluent-builder',
  title: 'A fluent builder',
  concepts: ['trigger', 'cron expression', 'step'],
  needs: ['cron-fields', 'next-fire'],
  points: 20,
  note: 'fluent-schedules',
  wrong: [
    {
      file: 'parse-int-will-do.ts',
      fails: ['what is no time of day is refused'],
      belief:
        "You read as much of the text as looks like a number. `parseInt('9h30')` is 9 and so is `parseInt('9')`, so a typing error becomes a time that nobody chose. A reader that guesses is worse than one that refuses: check the whole text.",
    },
    {
      file: 'two-digits-are-a-time.ts',
      fails: ['a time that no clock shows is refused'],
      belief:
        'You check the shape of the text, but not its size. `24:00` goes into the expression as hour 24, and fails there, at the start of the process and with a message about cron. Refuse it here, in the words of whoever wrote it.',
    },
    {
      file: 'always-two-digits.ts',
      fails: ['every minute of the day is read'],
      belief:
        'You insist on two digits for the hour. People write `9:30`, and there is only one thing they can mean. Be strict about what is ambiguous, not about what is merely short.',
    },
    {
      file: 'the-week-begins-on-monday.ts',
      fails: [
        'a weekly job runs on the day that is named',
        'a day that is named without a time begins at midnight, once',
      ],
      belief:
        'You count weekdays from Monday. A cron expression counts from Sunday, which is 0, so everything runs a day early, and whoever looks at it on a weekday may not notice. That is why the words have names: the number is written once, here, and has to be right.',
    },
    {
      file: 'twice-is-a-range.ts',
      fails: ['a job runs twice a day, and not in between', 'the two hours of a day may be named in either order'],
      belief:
        'You write the two hours as a range. `1-13` is thirteen hours, not two: the job runs every hour from one to one. A list has a comma.',
    },
    {
      file: 'first-comes-first.ts',
      fails: ['the two hours of a day may be named in either order'],
      belief:
        'You take the second hour for the later one. `twiceDaily(20, 8)` makes a step of minus twelve, and an expression that nobody can read. A list of two hours has no order; if you need one, sort.',
    },
    {
      file: 'a-quarter-is-ninety-days.ts',
      fails: ['a quarter begins with January, April, July and October, year after year'],
      belief:
        'You take a quarter for ninety days. Four of them are 360, so the report moves back by five days every year, and is due on 27 December instead of 1 January. Quarters are months: 1, 4, 7 and 10.',
    },
    {
      file: 'a-step-is-an-interval.ts',
      fails: ['runs are as many minutes apart as was said, over the end of an hour too'],
      belief:
        'You write the length as a step, `*/n`. A step begins anew with every hour: `*/45` waits 45 minutes and then 15, and `*/90` cannot be said at all (node-cron runs it hourly). A length is a trigger of its own kind.',
    },
    {
      file: 'the-last-day-is-the-31st.ts',
      fails: ['the last day of a month is its last, in February too'],
      belief:
        'You take the 31st for the last day. Five months have none, and in those the job does not run: a monthly bill that is sent seven times a year. `L` is the last day, however long the month is.',
    },
    {
      file: 'a-day-is-a-time.ts',
      fails: ['a day that is named without a time begins at midnight, once'],
      belief:
        'You set the day and leave the minute and the hour open when no time is given. `* * * * 1` is due in every minute of Monday, 1,440 times. A day without a time has to mean one moment of it.',
    },
    {
      file: 'each-word-begins-anew.ts',
      fails: [
        'a weekly job runs on the day that is named',
        'a day that is named without a time begins at midnight, once',
        'the last day of a month is its last, in February too',
        'a quarter begins with January, April, July and October, year after year',
        'words combine, in any order',
      ],
      belief:
        "You let each word begin with an empty expression, so that the last one wins. `weekdays().at('09:00')` then runs on Sunday as well, and `at('09:00').weekdays()` every minute. A word sets the fields it speaks of, and leaves the others as they are.",
    },
    {
      file: 'one-sentence-for-all.ts',
      fails: ['a sentence says nothing about another one', 'a plan has what its sentences say, in order'],
      belief:
        'You keep the fields beside the class, where all sentences share them. The second sentence rewrites the first, and every job runs when the last one was meant to. State belongs to the instance.',
    },
    {
      file: 'the-zone-comes-first.ts',
      fails: ['times are meant in the zone that is named, wherever it is named'],
      belief:
        "You take the zone as it stands when the time is named. `at('09:00').timezone('America/New_York')`, the natural order, is then nine in UTC. Put the trigger together when it is asked for: only then has everything been said.",
    },
    {
      file: 'somebody-else-will-check.ts',
      fails: ['what cannot be meant is refused by the word that says it'],
      belief:
        'You put into the expression whatever you are given, and leave it to the scheduler to complain. It will, at the start of the process or at night, about a field of an expression that nobody wrote. Refuse it in the word that was called, with the value.',
    },
    {
      file: 'a-minute-is-an-hour.ts',
      fails: ['an hourly job runs at its minute of every hour'],
      belief:
        'You set the hour as well as the minute. `hourlyAt(17)` then runs once a day, at 00:17. The word speaks of a minute; the hour stays open.',
    },
    {
      file: 'no-words-no-runs.ts',
      fails: ['a sentence without words is due every minute', 'an hourly job runs at its minute of every hour'],
      belief:
        'You begin with midnight instead of every minute. Words that say only a day, or only a minute, then carry an hour that nobody asked for: `hourlyAt(17)` runs once a day. Begin with what restricts nothing.',
    },
    {
      file: 'begun-is-said.ts',
      fails: ['a plan has what its sentences say, in order'],
      belief:
        'You read the trigger when the sentence begins. At that moment it says nothing yet, so every job runs every minute. Keep the sentence, and ask it when the jobs are asked for.',
    },
    {
      file: 'the-later-one-wins.ts',
      fails: ['two jobs of one name are refused'],
      belief:
        'You let a second job of the same name replace the first. Names are what locks, history and alerts go by; a job that vanished because somebody copied a line is found when its work is missed. Refuse the plan.',
    },
    {
      file: 'only-full-hours.ts',
      fails: ['a daily job runs once a day, at its time'],
      belief:
        "You read the minute and leave it out. `at('09:30')` runs at nine, half an hour early, and every schedule that was tried with full hours looks right.",
    },
    {
      file: 'one-plan-for-all.ts',
      fails: ['one plan knows nothing of another'],
      belief:
        'You keep the sentences beside the class, so that all plans share them. A test that makes a plan finds the jobs of the test before, and the application registers its jobs twice after a reload. State belongs to the instance.',
    },
  ],
});
