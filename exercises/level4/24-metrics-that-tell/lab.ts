import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'metrics-that-tell',
  title: 'Metrics that tell',
  concepts: ['outcome', 'history'],
  needs: ['keep-a-record'],
  points: 20,
  note: 'level4-production',
  wrong: [
    {
      file: 'a-label-for-everything.ts',
      fails: ['a thousand runs and errors make no more series than two'],
      belief:
        'You make the error message a label, so that it can be seen on the chart. Every combination of label values is a series that is kept in memory, here and in Prometheus, and a message with a number in it is a new one each time. What happened in one run belongs into the history; labels take what has a handful of values.',
    },
    {
      file: 'every-name-is-welcome.ts',
      fails: [
        'the first names are their own label, now and later; the rest share one',
        'the number of labels is bounded, whatever comes',
      ],
      belief:
        'You let every name be a label. People and scripts create jobs, one for each customer or each day, and nobody deletes series. Only so many names get a label of their own; the rest share one.',
    },
    {
      file: 'full-is-full.ts',
      fails: ['the first names are their own label, now and later; the rest share one'],
      belief:
        'Once all places are taken you call everybody `other`, those too that have a place. Their curves stop on the day the last place was given away, for no reason anybody can see. A label that has been given stays.',
    },
    {
      file: 'one-list-of-names-for-all.ts',
      fails: ['two schedulers count their names apart'],
      belief:
        "You keep the names beside the function, so that all share them. Two schedulers in one process, or two tests, take away each other's room. What belongs to one bound is made with it.",
    },
    {
      file: 'failures-at-the-moment.ts',
      fails: [
        'every run is counted once, by job and outcome',
        'a counter never goes down, not even after a success or after it was read',
        'Prometheus reads a counter',
      ],
      belief:
        'You set the failures back when a run succeeds. Prometheus looks every fifteen seconds, and a job that failed four times between two looks and then succeeded has never failed. Count up only; the rate is worked out by whoever asks.',
    },
    {
      file: 'a-gauge-is-as-good.ts',
      fails: ['Prometheus reads a counter'],
      belief:
        'You count with a gauge. The numbers are right, but a gauge may go down, so after a restart nobody can tell a fresh start from minus ten thousand runs, and `rate()` is not meant for it. What only counts up is a counter.',
    },
    {
      file: 'the-outcome-goes-without-saying.ts',
      fails: ['every run is counted once, by job and outcome'],
      belief:
        'You count the runs that ran. A missed slot has not run, and that is just why somebody should see it. Whatever can become of a slot is counted, under its own outcome.',
    },
    {
      file: 'milliseconds-are-finer.ts',
      fails: ['durations are in seconds', 'the sum is exact, so that an average can be computed'],
      belief:
        'You observe milliseconds in a metric that says seconds. Nothing fails: every run lands in the last bucket, and the average is three orders too high. The name has the unit, and Prometheus knows only one unit of time.',
    },
    {
      file: 'whole-seconds.ts',
      fails: ['the sum is exact, so that an average can be computed'],
      belief:
        'You round to whole seconds. A job of 400 ms then takes no time at all, and the sum from which averages are made is worth nothing. Numbers in Prometheus are fractions; divide and leave it at that.',
    },
    {
      file: 'nothing-took-nought.ts',
      fails: ['a run that never began is not measured'],
      belief:
        'You measure what never began as a run of 0 s. The more is missed, the faster the job seems to be. What did not run has no duration.',
    },
    {
      file: 'nought-is-nothing.ts',
      fails: ['a run that took no time is measured'],
      belief:
        'You leave out runs of 0 ms along with those that never began, since both look false. On a quick job that is most of them. Ask for null.',
    },
    {
      file: 'when-it-last-ran.ts',
      fails: ['a job that fails punctually looks older and older', 'a job that never succeeded has no last success'],
      belief:
        'You keep the time of the last attempt. A job that fails every night on time looks as well as can be, and the alert on "too long ago" never rings. Only a success may move it.',
    },
    {
      file: 'milliseconds-since-1970.ts',
      fails: [
        'it is the instant of the last success, in seconds',
        'a job that fails punctually looks older and older',
        'news that comes late does not turn it back',
        'each job has its own',
      ],
      belief:
        'You set the gauge in milliseconds, as JavaScript counts. `time() - last_success` then is minus fifty thousand years, which is never more than three hours, and the alert cannot ring. Prometheus counts seconds.',
    },
    {
      file: 'an-attempt-is-a-start.ts',
      fails: ['a job that never succeeded has no last success'],
      belief:
        'You write something for a job that has never succeeded. It is the year 1970, which makes an alert that rings from the first day on, until somebody switches it off. No success, no value; that too can be asked for, with `absent()`.',
    },
    {
      file: 'the-last-news-wins.ts',
      fails: ['news that comes late does not turn it back'],
      belief:
        'You take whatever you hear last for the latest. Two runs end side by side, or a buffer is emptied late, and the clock of the last success goes back. Compare before you set.',
    },
    {
      file: 'one-latest-for-all.ts',
      fails: ['each job has its own'],
      belief:
        'You keep one latest success for all jobs. The job that ended a little earlier never gets its own, and looks as if it had never succeeded. Each job has its own.',
    },
  ],
});
