import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'clock-change',
  title: 'The clock change',
  concepts: ['time zone', 'gap', 'overlap hour', 'local time'],
  needs: ['next-fire'],
  points: 30,
  note: 'cron-reference',
  wrong: [
    {
      file: 'the-zone-of-this-machine.ts',
      fails: [
        'it fires when the clocks of the zone show the time',
        'a day of 23 or 25 hours does not move it',
        'a time in the gap fires at the first instant after the gap',
        'a time in the gap fires once, and again on the next date',
        'in the overlap hour it fires the first time the clocks show it',
        'in the overlap hour it fires once, and again on the next date',
      ],
      belief:
        'You use the setters and getters of Date, and they speak the zone of whichever machine runs them: yours today, UTC in the container tomorrow. The zone belongs to the job. Ask the zone you were given.',
    },
    {
      file: 'a-day-is-24-hours.ts',
      fails: [
        'a day of 23 or 25 hours does not move it',
        'a time in the gap fires once, and again on the next date',
        'in the overlap hour it fires once, and again on the next date',
      ],
      belief:
        'You get from one day to the next by adding 24 hours. Twice a year a day has 23 or 25, and from then on the job is an hour off. Add the day to the date, in local time, and ask for the instant again.',
    },
    {
      file: 'no-such-time-no-run.ts',
      fails: [
        'a time in the gap fires at the first instant after the gap',
        'a time in the gap fires once, and again on the next date',
      ],
      belief:
        'You skip the day on which the time does not exist. A nightly backup at 02:30 is then missing once a year, and nobody decided that. Here the promise is once on each date: run at the first instant after the gap.',
    },
    {
      file: 'an-hour-later-will-do.ts',
      fails: ['a time in the gap fires at the first instant after the gap'],
      belief:
        'You move a time in the gap on by an hour. That is one policy that people use, but not the one promised here, and not every gap is an hour: on Lord Howe Island it is half of one. Go to where the gap ends.',
    },
    {
      file: 'both-sides-of-the-gap.ts',
      fails: ['a time in the gap fires once, and again on the next date'],
      belief:
        'You let the time in the gap count twice: once where the gap ends, and once where the clocks would have shown it if nobody had moved them. A date has one run; take one of the two.',
    },
    {
      file: 'whenever-it-is-shown.ts',
      fails: ['in the overlap hour it fires once, and again on the next date'],
      belief:
        'You fire whenever the clocks show the time. In October they show it twice, and an invoice run at 02:30 sends every invoice twice. A job with a fixed time runs once on each date.',
    },
    {
      file: 'the-last-showing.ts',
      fails: ['in the overlap hour it fires the first time the clocks show it'],
      belief:
        'You wait for the second time the clocks show it. Once is right, but which one was promised? The first: nobody should have to wait an hour to learn that the job is not coming yet.',
    },
    {
      file: 'a-minute-is-the-same-everywhere.ts',
      fails: ['it fires at that minute of the clocks of the zone'],
      belief:
        "You take it that zones differ by whole hours, so that minute 10 is minute 10 everywhere. In Kathmandu the clocks are 5 hours and 45 minutes ahead, in St John's 2½ behind in summer. Ask the zone for the minute too.",
    },
    {
      file: 'walks-along-the-wall.ts',
      fails: ['it fires both times in the overlap hour'],
      belief:
        'You go from hour to hour in local time, where the repeated hour exists only once. A job that runs every hour then rests for two, and hourly figures lack an hour each October. Walk along real time, and look at the clocks from there.',
    },
    {
      file: 'every-hour-has-to-run.ts',
      fails: ['the hour that the gap left out is not made up'],
      belief:
        'You make up for the hour that was left out. But no time has passed without a run: from 01:30 to 03:30 it was one hour. What is right for a job with a fixed time is one run too many for a job that runs every hour.',
    },
  ],
});
