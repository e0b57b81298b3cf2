import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'when-skip-and-hooks',
  title: 'When, skip and hooks',
  concepts: ['slot', 'skip', 'outcome'],
  needs: ['fluent-builder'],
  points: 20,
  note: 'fluent-schedules',
  wrong: [
    {
      file: 'asked-when-written.ts',
      fails: [
        'writing the schedule asks nothing',
        'a condition is asked anew for every slot',
        'a skip is asked anew for every slot',
        'a condition is asked about the slot, not about now',
      ],
      belief:
        'You ask the condition while the schedule is being written, and keep the answer. A process that is deployed at noon then believes for as long as it lives that it is noon: the market stays open at night, the holiday never begins. Keep the question, and ask it at every slot.',
    },
    {
      file: 'asked-once.ts',
      fails: [
        'a condition is asked anew for every slot',
        'a skip is asked anew for every slot',
        'a condition is asked about the slot, not about now',
      ],
      belief:
        'You remember the first answer. That saves a query and makes a condition of the moment into one of the process: whatever was true at the first slot is true for ever. Ask anew.',
    },
    {
      file: 'a-promise-is-true.ts',
      fails: [
        'a promise is not yet an answer',
        'a condition that fails decides nothing, and its error is told',
        'on success: before, the work, onSuccess, after, each when the one before it has ended',
      ],
      belief:
        'You do not await the answer. A promise is an object, and an object is true, whatever it will resolve to: each `when` with a query in it always holds, and each such `skip` always skips. Await it.',
    },
    {
      file: 'the-last-word-wins.ts',
      fails: [
        'one condition that does not hold is enough, wherever it stands',
        'a condition is asked about the slot, not about now',
      ],
      belief:
        'You keep one condition, and a second one replaces it. `.when(isWeekday).when(isOpen)` reads as both, and people who add the second line do not expect to remove the first. Every condition has to hold.',
    },
    {
      file: 'now-is-the-slot.ts',
      fails: ['a condition is asked about the slot, not about now'],
      belief:
        'You ask about the present moment. A run that starts late, or is made up for in the morning, is then decided by when somebody got round to it: the 23:59 slot of Friday finds itself on Saturday. The question is about the slot.',
    },
    {
      file: 'a-broken-question-says-no.ts',
      fails: ['a condition that fails decides nothing, and its error is told'],
      belief:
        'You take a condition that fails for one that does not hold. The calendar service goes away, and the job with it: no error, no alert, only a slot that was skipped, as on many other days. What cannot be decided has to be told.',
    },
    {
      file: 'skip-is-when.ts',
      fails: [
        'a skip is asked anew for every slot',
        'a promise is not yet an answer',
        'a condition is asked about the slot, not about now',
      ],
      belief: 'You keep a `skip` like a `when`. The job then runs on holidays only.',
    },
    {
      file: 'conditions-for-all.ts',
      fails: ['the conditions of one job are not those of another'],
      belief:
        'You keep the conditions beside the class, where all jobs share them. One job that is bound to office hours binds all others. State belongs to the instance.',
    },
    {
      file: 'no-conditions-no-runs.ts',
      fails: ['without conditions every slot runs', 'the conditions of one job are not those of another'],
      belief:
        'You let a slot run only if some condition says so. A job without conditions then never runs, and most jobs have none. No condition means that nothing speaks against it.',
    },
    {
      file: 'after-means-after-success.ts',
      fails: [
        'on failure: before, the work, onFailure, after',
        'what throws before its first await has failed as well',
        'when before fails, the work does not begin, and that is a failure',
        'when onSuccess fails, the run does, and after is still called',
        'when onFailure fails, after is still called, and the error of the work is kept',
        'an error in after does not hide that of the work',
        'the hooks after a failure are told what went wrong first',
      ],
      belief:
        'You call `after` when everything went well. It is where people undo what `before` did: take down the page, unmount the disk, lower the flag. The first failure leaves all that in place for good. `after` is the `finally` of a run.',
    },
    {
      file: 'hooks-do-not-fail.ts',
      fails: ['when onSuccess fails, the run does, and after is still called', 'when after fails, the run does'],
      belief:
        'You swallow errors of hooks, for the work is done, after all. The ping to the monitor has failed since spring, the file was not handed over, and every run is on record as a success. An error in a hook is an error of the run.',
    },
    {
      file: 'one-try-for-all.ts',
      fails: ['after a success onFailure is not called, though a hook fails'],
      belief:
        'You put the work and `onSuccess` into one `try`. When `onSuccess` fails, `onFailure` is called as well: the customer gets the letter that the order went out, and the one that it could not. Decide by the work which of the two it is, and then call that one.',
    },
    {
      file: 'finally-keeps-errors.ts',
      fails: ['an error in after does not hide that of the work'],
      belief:
        'You call `after` in a `finally` and let its error out. An error thrown in `finally` replaces the one that was on its way: whoever reads the record finds that the page could not be taken down, and nothing of why the report failed. Keep the first.',
    },
    {
      file: 'before-is-a-courtesy.ts',
      fails: ['when before fails, the work does not begin, and that is a failure'],
      belief:
        'You do the work although `before` has failed. `before` mounts the disk, takes the dump, puts up the page; work on ground that was not prepared writes into an empty folder, or under the eyes of customers. Do not begin.',
    },
    {
      file: 'hooks-are-not-awaited.ts',
      fails: [
        'on success: before, the work, onSuccess, after, each when the one before it has ended',
        'on failure: before, the work, onFailure, after',
        'what throws before its first await has failed as well',
        'when before fails, the work does not begin, and that is a failure',
        'when onSuccess fails, the run does, and after is still called',
        'after a success onFailure is not called, though a hook fails',
        'when onFailure fails, after is still called, and the error of the work is kept',
        'when after fails, the run does',
        'an error in after does not hide that of the work',
        'the hooks after a failure are told what went wrong first',
      ],
      belief:
        'You call hooks and do not wait for them. `before` is still taking the backup when the work begins to delete; and when a hook rejects, nobody holds the promise, which ends the process. Await each step.',
    },
    {
      file: 'only-rejections-are-errors.ts',
      fails: ['what throws before its first await has failed as well'],
      belief:
        'You catch what the work rejects with, by `.catch` on its promise. Work that throws before its first `await` gives no promise; the error passes all your hooks. `await` inside `try` sees both.',
    },
    {
      file: 'the-latest-error-is-told.ts',
      fails: ['the hooks after a failure are told what went wrong first'],
      belief:
        'You tell hooks the latest error. When `onFailure` could not reach the pager, `after` hears of the pager, and the reason of it all is lost. What went wrong first is what somebody has to mend.',
    },
    {
      file: 'a-hook-that-fails-ends-it.ts',
      fails: [
        'when onSuccess fails, the run does, and after is still called',
        'when onFailure fails, after is still called, and the error of the work is kept',
        'the hooks after a failure are told what went wrong first',
      ],
      belief:
        'You let an error in `onSuccess` or `onFailure` end the run on the spot. `after` is then not called, and the maintenance page stays up because a pager was away. No step may keep those after it from being called.',
    },
    {
      file: 'every-run-has-every-hook.ts',
      fails: ['a run without hooks is just its work'],
      belief:
        'You call hooks without asking whether they are there. Most jobs have one or none, and they all fail now, with a message about undefined.',
    },
    {
      file: 'a-failure-has-been-told.ts',
      fails: [
        'on failure: before, the work, onFailure, after',
        'what throws before its first await has failed as well',
        'when before fails, the work does not begin, and that is a failure',
        'when onSuccess fails, the run does, and after is still called',
        'when onFailure fails, after is still called, and the error of the work is kept',
        'when after fails, the run does',
        'an error in after does not hide that of the work',
      ],
      belief:
        'You resolve after a failure, since `onFailure` was called. It may be missing, and it is not the only one who has to know: the history, the retry and the metrics go by how the run ended. Let it reject.',
    },
  ],
});
