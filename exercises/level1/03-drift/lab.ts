import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'drift',
  title: 'Drift',
  concepts: ['drift', 'slot', 'fixed rate', 'fixed delay', 'monotonic clock'],
  needs: ['first-tick'],
  points: 20,
  note: 'level1-timers',
  wrong: [
    {
      file: 'a-slot-now-is-the-next.ts',
      fails: [
        'the next slot is later than now, even when now is a slot',
        'a job that takes time does not push back the next run',
        'one late run does not make the next ones late',
        'slots missed while the loop was busy are run once, not in a burst',
        'a period that is no whole number of milliseconds gains no runs',
        'setting the wall clock moves no slot',
      ],
      belief:
        'You let a slot that is right now count as the next one. Whoever asks on the slot, and a timer does, is sent to the same slot again and runs it twice. "Next" has to mean strictly later.',
    },
    {
      file: 'now-plus-a-period.ts',
      fails: [
        'every slot lies a whole number of periods after the start',
        'a job that takes time does not push back the next run',
        'one late run does not make the next ones late',
        'slots missed while the loop was busy are run once, not in a burst',
        'a period that is no whole number of milliseconds loses no runs',
      ],
      belief:
        'You add a period to now. Now is always a little late, and each run hands its lateness on to the next one. Count from the start: a late run then costs nobody else anything.',
    },
    {
      file: 'rounds-to-the-nearest.ts',
      fails: ['no slot is left out', 'slots missed while the loop was busy are run once, not in a burst'],
      belief:
        'You round the periods that have passed to the nearest whole number. In the second half of a period that is one too many, and the slot in between is lost. Only whole periods have passed: round down.',
    },
    {
      file: 'interval-after-completion.ts',
      fails: [
        'a job that takes time does not push back the next run',
        'one late run does not make the next ones late',
        'slots missed while the loop was busy are run once, not in a burst',
        'a period that is no whole number of milliseconds gains no runs',
      ],
      belief:
        'You count the period from the end of the run, which is a fixed delay. "Every 10 s" with a job of half a second becomes every 10.5 s, and after a day the runs come at quite other times.',
    },
    {
      file: 'arms-first-and-hopes.ts',
      fails: [
        'one late run does not make the next ones late',
        'slots missed while the loop was busy are run once, not in a burst',
        'a period that is no whole number of milliseconds gains no runs',
      ],
      belief:
        "You arm the next timer before the job runs, so a slow job no longer shows. But the timer still counts from when it was armed, and on a busy loop that is late. Node's setInterval drifts just like this.",
    },
    {
      file: 'catches-up-in-a-burst.ts',
      fails: ['slots missed while the loop was busy are run once, not in a burst'],
      belief:
        'You run every missed slot, one right after the other. A loop that was too busy for its work gets all of it at once when it can least bear it. Run once for what was missed, and go on with the grid.',
    },
    {
      file: 'rounds-the-period.ts',
      fails: ['a period that is no whole number of milliseconds loses no runs'],
      belief:
        'You round the period and then count with the rounded one. A third of a millisecond lost each time is a whole run lost every fifty. Count with the exact period, and round only the wait.',
    },
    {
      file: 'the-timer-fired-so-it-is-time.ts',
      fails: ['a period that is no whole number of milliseconds gains no runs'],
      belief:
        'You trust a timer not to fire before its time. It drops the fraction of a millisecond, wakes just before the slot, and finds the same slot still ahead: one slot, two runs. Round the wait up.',
    },
    {
      file: 'slots-of-the-wall-clock.ts',
      fails: ['setting the wall clock moves no slot'],
      belief:
        'You measure with the wall clock. It may be set at any time, and the whole grid moves with it. Lengths of time belong to the monotonic clock.',
    },
    {
      file: 'does-not-wait-for-the-run.ts',
      fails: ['the pause begins when the run has ended'],
      belief:
        'You call an asynchronous job and do not await it, so the pause counts from its start. When it takes longer than the pause, two runs are under way at once.',
    },
    {
      file: 'one-failure-ends-it.ts',
      fails: ['after a run that failed the next one comes as usual'],
      belief:
        'You go on only after a run that went well. One answer missing from the network, and the schedule has ended without anybody being told. A run that failed has ended too.',
    },
    {
      file: 'swallows-the-error.ts',
      fails: ['a failure is told, not swallowed'],
      belief:
        'You catch the error and drop it. The schedule lives on, and nobody will ever know that its job has failed since March. Hand the error to whoever can tell.',
    },
  ],
});
