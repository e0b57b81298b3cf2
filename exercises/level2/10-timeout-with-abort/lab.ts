import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'timeout-with-abort',
  title: 'Timeout with abort',
  concepts: ['timeout', 'abort', 'stop'],
  needs: ['first-tick', 'the-far-future'],
  points: 20,
  note: 'level2-jobs-that-survive',
  wrong: [
    {
      file: 'race-without-abort.ts',
      fails: ['when the time is up the job is told to stop'],
      belief:
        "You stop waiting, but nobody tells the job. It goes on, holds its connection, and writes its old figures after the next run has written new ones. agenda users met the same when a lock ran out under a running job (issue 463). When the time is up, abort the job's signal.",
    },
    {
      file: 'asks-and-waits.ts',
      fails: [
        'when the time is up the caller gets a TimeoutError, at once',
        'an error that comes after the time is up reaches nobody',
        'a job that is not stopped has its time and no more',
        'a stop gives the caller its own reason, at once',
      ],
      belief:
        'You abort the job and wait for it to end. A job that hangs does not listen: then your timeout never comes, and that was the case it was for. Tell the job, and tell the caller, at once.',
    },
    {
      file: 'counts-a-late-success.ts',
      fails: [
        'when the time is up the caller gets a TimeoutError, at once',
        'an answer that comes because of the abort is no success',
        'an answer held up by a blocked event loop is no success',
        'an error that comes after the time is up reaches nobody',
        'a job that is not stopped has its time and no more',
        'a stop gives the caller its own reason, at once',
      ],
      belief:
        "You take the job's answer, whenever it comes. A job that is told to stop often answers with what it has so far; one that blocked the loop answers late. Both would be recorded as successes. After the time is up there is no success.",
    },
    {
      file: 'trusts-the-timer.ts',
      fails: ['an answer held up by a blocked event loop is no success'],
      belief:
        'You rely on the timer to fire on time. While a job blocks the event loop no timer fires, and its late answer is there before the timer gets its turn. Compare the monotonic clock with the limit before you accept an answer.',
    },
    {
      file: 'leaks-the-timer.ts',
      fails: [
        'a run that ends in time leaves no timer',
        'a job that throws before its first await leaves no timer',
        'a run leaves no timer behind when it is stopped',
      ],
      belief:
        'You leave the timer waiting after the job has ended. Each run leaves one behind: with a limit of an hour the process cannot exit for an hour, and a busy one holds thousands. Clear it in `finally`.',
    },
    {
      file: 'cleans-up-after-success-only.ts',
      fails: [
        'a run that ends in time leaves no timer',
        'a job that throws before its first await leaves no timer',
        'a run leaves no timer behind when it is stopped',
        'a run that has ended leaves nothing hanging on the stop signal',
      ],
      belief:
        'You clean up only when the job succeeds. The failing ones leave their timers and listeners behind, and they are most frequent when you can least afford it. Clean up in `finally`.',
    },
    {
      file: 'every-failure-is-a-timeout.ts',
      fails: [
        'a job that ends in time ends as if nobody had watched',
        'a job that throws before its first await leaves no timer',
      ],
      belief:
        "You call every failure a timeout. Whoever reads the history raises the limit, while the job in fact failed with an error that nobody ever saw. Pass the job's own error on.",
    },
    {
      file: 'stop-is-a-timeout-too.ts',
      fails: ['a stop gives the caller its own reason, at once'],
      belief:
        'You report a stop as a timeout. At every deploy the alert says that jobs are too slow. The reason travels with the signal: pass `stop.reason` on.',
    },
    {
      file: 'stop-is-only-for-the-caller.ts',
      fails: ['a stop reaches the job', 'a run leaves no timer behind when it is stopped'],
      belief:
        "You leave on a stop, but the job is not told and works on while the process shuts down, until it is killed half-way. A stop has to abort the job's signal as well.",
    },
    {
      file: 'abort-is-an-event.ts',
      fails: ['a stop that came before starts nothing'],
      belief:
        'You wait for the abort event of `stop`. If it had aborted earlier the event never comes, and the job starts in a process that is about to end. Look at `stop.aborted` first, then listen.',
    },
    {
      file: 'listens-for-ever.ts',
      fails: ['a run that has ended leaves nothing hanging on the stop signal'],
      belief:
        'You leave your listener on `stop`. That signal lives as long as the process, so every run ever made stays in memory, and Node warns of a possible leak from the eleventh on. Stop listening when the run has ended.',
    },
    {
      file: 'job-outside-the-try.ts',
      fails: ['a job that throws before its first await leaves no timer'],
      belief:
        'You call the job before the `try`. If it throws before its first `await`, your `finally` is not reached, and the timer and the listener stay. Once something has been set up, the very next thing is `try`.',
    },
    {
      file: 'stop-cleans-up-nothing.ts',
      fails: ['a run leaves no timer behind when it is stopped'],
      belief:
        "You think an aborted run needs no cleaning up. When `stop` aborts, the timeout's own timer is still waiting, and the process that was asked to stop waits for it. `finally` has to clear it for every ending.",
    },
    {
      file: 'the-loser-still-throws.ts',
      fails: [
        'a job that ends in time ends as if nobody had watched',
        'an error that comes after the time is up reaches nobody',
        'a run that ends in time leaves no timer',
        'a run that has ended leaves nothing hanging on the stop signal',
      ],
      belief:
        "You hang `.finally` on the job's promise and leave the new promise to itself. `finally` passes errors on: when the job fails, nobody catches that second promise, and an unhandled rejection ends the whole process.",
    },
  ],
});
