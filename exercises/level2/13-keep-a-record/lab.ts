import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'keep-a-record',
  title: 'Keep a record',
  concepts: ['run', 'outcome', 'history', 'abandoned'],
  needs: ['no-overlap'],
  points: 20,
  note: 'level2-jobs-that-survive',
  wrong: [
    {
      file: 'time-by-the-wall-clock.ts',
      fails: ['the duration is that of the work, even when the clock is set meanwhile'],
      belief:
        'You take two readings of the wall clock and subtract. If somebody sets the clock in between, a run took minus an hour, or two hours more than it did, and the graph is spoilt for good. The wall clock says when; the monotonic clock says how long.',
    },
    {
      file: 'times-the-paperwork-too.ts',
      fails: [
        'the duration is that of the work, even when the clock is set meanwhile',
        'runs that go on side by side each keep their own record',
      ],
      belief:
        'You start your stopwatch before the record is written. On the day the database is slow every job seems to be slow, and you look in the wrong place. Start it when the work starts, and stop it when the work ends.',
    },
    {
      file: 'monotonic-is-a-date.ts',
      fails: ['the record says when, by the wall clock'],
      belief:
        'You write the monotonic clock into `startedAt`. It counts from some moment of its own, mostly the start of the process, so the record says that the run took place in January 1970. When is a question for the wall clock.',
    },
    {
      file: 'one-stopwatch-for-all.ts',
      fails: ['runs that go on side by side each keep their own record'],
      belief:
        'You keep the start time beside the function, where all runs share it. The second run resets the stopwatch of the first. What belongs to one run belongs inside the function.',
    },
    {
      file: 'writes-once-it-is-over.ts',
      fails: ['while the work goes on, the record says running', 'what cannot be recorded does not start'],
      belief:
        'You write when the work is over. If the process dies during it, there is no trace that it ever began, and those are the runs you most need to know of. Write `running` first, then work.',
    },
    {
      file: 'the-record-must-not-hold-up-the-work.ts',
      fails: ['what cannot be recorded does not start'],
      belief:
        'You start the work although its record could not be written. If the process dies now there is no trace of the run, and the next start does it all again. Work that cannot be recorded does not start: let the error of the store pass.',
    },
    {
      file: 'done-even-if-not-recorded.ts',
      fails: ['an end that cannot be recorded does not count as done'],
      belief:
        'You swallow the error of the last write and report success. The caller ticks the run off, while the record says `running`, and after the next restart `abandoned`: somebody will repeat what has been done. An end that is not on record is an error.',
    },
    {
      file: 'fire-and-forget.ts',
      fails: [
        'an end that cannot be recorded does not count as done',
        'the caller hears nothing before the end is on record',
      ],
      belief:
        'You do not wait for the last write. The caller counts the run as done while the record still says `running`, and if the process ends in that moment it will say so for ever. Await the write, then answer.',
    },
    {
      file: 'only-success-is-an-end.ts',
      fails: [
        'work that fails is recorded as failed, with what went wrong',
        'work may throw anything, and throw it before its first await',
        'the duration is that of the work, even when the clock is set meanwhile',
        'the caller hears nothing before the end is on record',
      ],
      belief:
        'You write the end only when all goes well. A run that failed stays `running`, in every list and every alert, until somebody looks. An error is an end: record it, then throw it on.',
    },
    {
      file: 'over-is-success.ts',
      fails: [
        'work that fails is recorded as failed, with what went wrong',
        'work may throw anything, and throw it before its first await',
        'the caller hears nothing before the end is on record',
      ],
      belief:
        'You record the end in `finally`, where you cannot know which end it was, and call it a success. `finally` is for letting go of things; the outcome is known in `try` and in `catch`.',
    },
    {
      file: 'swallows-the-error.ts',
      fails: [
        'the caller learns that the work failed',
        'the caller gets the very thing that was thrown',
        'work may throw anything, and throw it before its first await',
      ],
      belief:
        'You record the failure and keep it to yourself. The caller goes on as if the work were done: no retry, no alert, and an empty answer in place of the real one. Throw it again.',
    },
    {
      file: 'wraps-the-error.ts',
      fails: [
        'the caller gets the very thing that was thrown',
        'work may throw anything, and throw it before its first await',
      ],
      belief:
        'You throw a new error in place of the one you caught. Whoever decides by the error (retry? permanent? which code?) can no longer tell. Pass on the very thing that was thrown.',
    },
    {
      file: 'everything-thrown-is-an-error.ts',
      fails: ['work may throw anything, and throw it before its first await'],
      belief:
        'You take `.message` of whatever was thrown. JavaScript can throw a string, or nothing at all, and old libraries do: then your own recording throws, and the run stays `running`. Find words for anything: `String(thrown)`.',
    },
    {
      file: 'an-error-is-json.ts',
      fails: ['work that fails is recorded as failed, with what went wrong'],
      belief:
        'You turn the error into JSON. The message of an `Error` is not an enumerable property, so the history is full of `{}`. Take `.message` of an `Error`, and `String` of anything else.',
    },
    {
      file: 'no-answer-comes-back.ts',
      fails: ['work that ends well is a success, and its answer reaches the caller'],
      belief:
        'You keep the answer of the work to yourself. Keeping a record should change nothing for the caller: give back what the work gave.',
    },
    {
      file: 'the-dead-have-failed.ts',
      fails: ['what an earlier start left running is abandoned'],
      belief:
        'You call the runs of a dead process failed. A failure is something the work told us; here nobody told us anything, and it may well have done all but the last step. `abandoned` says just that, and somebody can go and look.',
    },
    {
      file: 'abandons-its-own.ts',
      fails: ['what runs in this process goes on'],
      belief:
        'You abandon everything that is running, your own runs included. A recovery that comes a little late, or twice, takes down what this very process has just begun. Ask whose run it is.',
    },
    {
      file: 'the-past-is-over.ts',
      fails: ['what has ended keeps its outcome', 'it names what it abandoned, once'],
      belief:
        'You abandon every run of an earlier start, even those that ended well. The history of each day is wiped out by the next deploy. Only what is still `running` has been left.',
    },
    {
      file: 'invents-a-duration.ts',
      fails: ['how long an abandoned run took stays unknown'],
      belief:
        'You write a duration for a run whose end nobody saw. It goes into the average, and a job that dies often seems to be a quick one. What is not known stays null.',
    },
    {
      file: 'no-end-means-running.ts',
      fails: ['it names what it abandoned, once'],
      belief:
        'You take for running whatever has no duration. An abandoned run has none either, so each start abandons it again, and reports it again. Look at the status: that is what it is for.',
    },
  ],
});
