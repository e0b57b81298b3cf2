import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'cron-task-lifecycle',
  title: 'The life of a cron task',
  concepts: ['time zone', 'outcome', 'stop'],
  needs: ['no-overlap', 'drain'],
  points: 25,
  note: 'lightweight-intro',
  wrong: [
    {
      file: 'scheduled-false.ts',
      fails: ['a task that is only defined does not run'],
      belief:
        'You call `schedule` with `scheduled: false`. node-cron 4 no longer knows that option and ignores it, so the task is started. Nothing warns you, since JavaScript does not mind an option too many. What is not to start yet comes from `createTask`.',
    },
    {
      file: 'zone-left-out.ts',
      fails: [
        'once started it runs at the times of its own zone',
        'after a clock change it still runs at the same time on the wall',
      ],
      belief:
        'You leave out `timezone`, so node-cron goes by the zone of the process. On your machine that is your own zone; in a container it is UTC; and the letter for nine in New York goes out at nine in the morning in London. Name the zone, always.',
    },
    {
      file: 'a-zone-is-an-offset.ts',
      fails: ['after a clock change it still runs at the same time on the wall'],
      belief:
        'You turn the zone into a number of hours when the task is defined. That number holds until clocks change, and from then on every run is an hour off until somebody restarts the process. A zone is a set of rules; hand its name to whoever knows them.',
    },
    {
      file: 'create-task-checks-the-zone.ts',
      fails: ['an unknown time zone is refused when the task is defined'],
      belief:
        'You trust `createTask` to refuse a zone that does not exist. It refuses a bad expression, but takes any zone, and `start()` throws, perhaps weeks later and in code that expects no error. Ask `Intl.DateTimeFormat` when the task is defined.',
    },
    {
      file: 'nobody-awaits-it.ts',
      fails: [
        'a run is reported as success when it has ended, not when it starts',
        'a run that fails is reported, with its reason',
        'whatever was thrown, the report says it in words',
        'after a failure the next slot runs',
        'two runs of one task never overlap',
        'a slot that is due while a run is going is reported as skipped',
      ],
      belief:
        'You start the job and do not wait for it. For node-cron the run is over at once: it sees no overlap and no failure, and every run is reported as a success. When the job does reject, nobody holds the promise, and Node ends the process with all its other tasks. Await the job in the callback.',
    },
    {
      file: 'node-cron-reports-it.ts',
      fails: ['a run that fails is reported, with its reason', 'whatever was thrown, the report says it in words'],
      belief:
        'You let the error go to node-cron. It does survive it, logs it to the console, and goes on, which is how a job fails for weeks while its history shows nothing but the last success. Catch the error where the run is reported.',
    },
    {
      file: 'only-errors-are-thrown.ts',
      fails: ['whatever was thrown, the report says it in words'],
      belief:
        'You read `.message` of whatever was thrown. JavaScript lets one throw anything, and libraries do: a string, an object, undefined. The report of the one failure you wanted to understand then has no reason in it.',
    },
    {
      file: 'a-flag-of-its-own.ts',
      fails: ['after a failure the next slot runs'],
      belief:
        'You keep a flag of your own and lower it only after a success. One failure, and every later slot is skipped, politely reported each minute. node-cron has `noOverlap`, which goes by the promise; if you must have a flag, lower it in `finally`.',
    },
    {
      file: 'no-overlap-is-the-default.ts',
      fails: ['two runs of one task never overlap', 'a slot that is due while a run is going is reported as skipped'],
      belief:
        'You take no overlap for the default. It is not: a run that takes longer than its period gets company. `execution:overlap` is emitted all the same, so that the report even says "skipped" of a slot that ran. Ask for `noOverlap: true`.',
    },
    {
      file: 'skips-in-silence.ts',
      fails: ['a slot that is due while a run is going is reported as skipped'],
      belief:
        'You let node-cron skip and do not listen. A job that hangs then skips all its slots, and its history simply stops. Listen to `execution:overlap`: a skip is an outcome.',
    },
    {
      file: 'sleep-loses-nothing.ts',
      fails: ['slots that the process slept through are reported as missed'],
      belief:
        'You think that a slot either runs or is skipped. A laptop sleeps, a loop is busy, a clock is set forward: slots more than a second late are dropped by node-cron. It emits `execution:missed` for each, and prints a warning that nobody reads in production.',
    },
    {
      file: 'now-is-the-slot.ts',
      fails: ['a report names the slot, though the run began late'],
      belief:
        'You report the time at which the run began. A busy loop makes that 10:00:00.400, or 10:00:01, and nobody can tell any more which slot was run, or whether one was run twice. The slot is `context.date`.',
    },
    {
      file: 'asks-after-the-stop.ts',
      fails: ['it waits for the run that is going', 'it waits no longer than the grace, and says that a run was left'],
      belief:
        'You stop the task and then ask whether it is busy. A stopped task is "stopped" and not "running", so it says no, even with a run half-way through, and the process exits under it. Ask before you stop, or keep the promise of the run.',
    },
    {
      file: 'waits-then-stops.ts',
      fails: ['no run starts while it waits'],
      belief:
        'You wait for the run to end before you stop the clock. While you wait the next slot comes due and another run starts. Shut the door first.',
    },
    {
      file: 'only-success-is-an-end.ts',
      fails: ['a run that fails has ended, too'],
      belief:
        'You wait for `execution:finished`. A run that fails emits `execution:failed` and never the other, so each stop during a failing run takes the whole grace, and then reports a run that has long been over.',
    },
    {
      file: 'something-is-always-going.ts',
      fails: ['an idle task is ended at once', 'a task that was ended is destroyed', 'it leaves no timer'],
      belief:
        'You wait for the end of a run without asking whether there is one. An idle task emits nothing any more once it is stopped, so every stop takes the whole grace.',
    },
    {
      file: 'a-run-ends-some-day.ts',
      fails: ['it waits no longer than the grace, and says that a run was left'],
      belief:
        'You wait for as long as the run takes. One that hangs holds up the deploy until SIGKILL ends the process with nothing tidied up. Waiting needs a deadline.',
    },
    {
      file: 'stopped-is-destroyed.ts',
      fails: ['a task that was ended is destroyed'],
      belief:
        'You stop the task and leave it. It stays in the registry of node-cron for as long as the process lives, and anybody may start it again. Where tasks come and go at run time, that is a leak. Destroy it.',
    },
    {
      file: 'leaves-the-timer.ts',
      fails: ['it leaves no timer'],
      belief:
        'You leave the timer of the deadline waiting when the run has ended in time. It keeps the process alive for the rest of the grace. Clear it, whichever came first.',
    },
    {
      file: 'shuts-down-everything.ts',
      fails: ['other tasks go on'],
      belief:
        'You call `shutdown()` of node-cron for one task. It is meant for the end of the process: it stops and destroys every task there is, including those of a library that you have never heard of. Destroy the one you were given.',
    },
  ],
});
