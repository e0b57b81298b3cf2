import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'first-tick',
  title: 'The first tick',
  concepts: ['timer', 'period', 'stop'],
  needs: [],
  points: 10,
  note: 'level1-timers',
  wrong: [
    {
      file: 'runs-at-once.ts',
      fails: ['the first tick comes when one period is over, not before', 'it ticks once in every period'],
      belief:
        'You run the job when the schedule starts. "Every 100 ms" promises a period between runs, not a run right now: whoever restarts the process often would otherwise run the job at every restart.',
    },
    {
      file: 'ticks-once.ts',
      fails: ['it ticks once in every period', 'nothing runs after the stop'],
      belief: 'setTimeout fires once. To go on, each tick has to arm the next one.',
    },
    {
      file: 'one-more-after-stop.ts',
      fails: ['nothing runs after the stop', 'the stop leaves no timer waiting'],
      belief:
        'You look at the signal after the job has run, so the tick that was already waiting still happens. A stop has to hold from the moment it is asked for.',
    },
    {
      file: 'waits-for-the-flag.ts',
      fails: ['the stop leaves no timer waiting'],
      belief:
        'You leave the last timer waiting and ignore it when it fires. Until it does, the process cannot end: with an hourly job that is up to an hour of a process that will not die. Clear the timer when the signal aborts.',
    },
    {
      file: 'abort-is-an-event.ts',
      fails: ['a signal that was aborted before the start starts nothing'],
      belief:
        'You wait for the abort event. A signal that was aborted earlier never fires it again: look at `signal.aborted` first, then listen.',
    },
  ],
});
