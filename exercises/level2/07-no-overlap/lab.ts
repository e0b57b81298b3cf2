import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'no-overlap',
  title: 'No overlap',
  concepts: ['overlap', 'run', 'skip'],
  needs: ['first-tick'],
  points: 15,
  note: 'level2-jobs-that-survive',
  wrong: [
    {
      file: 'the-period-is-long-enough.ts',
      fails: [
        'two runs of a skipping job never overlap',
        'every trigger either starts a run or is reported as skipped',
      ],
      belief:
        'You trust that a run ends before the next tick. It does, until the one day the supplier is slow: then runs pile up, and each makes the others slower still. Ask whether a run is going; do not guess from the period.',
    },
    {
      file: 'flag-stays-up-after-an-error.ts',
      fails: ['a run that rejects frees the job', 'a run that throws before its first await frees the job'],
      belief:
        'You lower the flag after the job, so a run that throws leaves it up, and every later trigger is skipped. Nothing crashes and nothing is logged; the job has simply stopped, as it did in node-cron (issue 581). Lower the flag in `finally`.',
    },
    {
      file: 'only-rejections-are-errors.ts',
      fails: ['a run that throws before its first await frees the job'],
      belief:
        'You call `.finally` on the promise the job returns. A job that throws before its first `await` returns no promise: the error passes by your `.finally`, and the flag stays up. `await` inside `try … finally` sees both kinds.',
    },
    {
      file: 'skips-in-silence.ts',
      fails: ['every trigger either starts a run or is reported as skipped'],
      belief:
        'You skip and tell nobody. From outside, a job that is skipped every minute because one run hangs looks just like a job that is well. A skip is an outcome: report it.',
    },
    {
      file: 'swallows-the-error.ts',
      fails: ['an error reaches whoever triggered the run'],
      belief:
        'You catch the error so that the schedule goes on. It would have gone on anyway, and now nobody can record, retry or alert, since every run looks like a success. Free the job in `finally` and let the error pass.',
    },
    {
      file: 'one-flag-for-all-jobs.ts',
      fails: [
        'every trigger either starts a run or is reported as skipped',
        'a run that rejects frees the job',
        'a run that throws before its first await frees the job',
        'an error reaches whoever triggered the run',
        'one job does not hold up another',
      ],
      belief:
        'You keep the flag beside the function instead of inside it, so all jobs of the process share it: while the slow report runs, nothing else does. Each trigger needs a flag of its own; declare it where the trigger is made.',
    },
    {
      file: 'queue-grows.ts',
      fails: ['one run waits, and every further trigger is skipped and reported'],
      belief:
        "You let every trigger wait its turn. When runs take longer than the period the queue grows for as long as that lasts, and works off stale runs for hours after: paperless-ngx met a day's backlog that way (issue 2604). One waiting run is enough, for it will do what all the others would have done.",
    },
    {
      file: 'waiting-is-skipping.ts',
      fails: [
        'a trigger during a run starts another as soon as that run ends',
        'one run waits, and every further trigger is skipped and reported',
        'a run that fails does not take the waiting one with it',
        'once the waiting run has started, another may wait',
        'a trigger that waited settles when its own run has ended',
      ],
      belief:
        'You skip whatever comes during a run. Then what changed after the run had read its data waits for a whole further period, or for ever if that was the last trigger. Let one run wait.',
    },
    {
      file: 'an-error-stops-the-queue.ts',
      fails: ['a run that fails does not take the waiting one with it'],
      belief:
        'You chain the next run to the success of the one before. After one failure the chain is rejected for good and nothing ever runs again. The next run waits for an end, not for a success: take the error out of the chain, and hand it to the caller.',
    },
    {
      file: 'two-at-once-is-a-queue.ts',
      fails: [
        'two runs of a queueing job never overlap',
        'a trigger during a run starts another as soon as that run ends',
        'one run waits, and every further trigger is skipped and reported',
        'a run that fails does not take the waiting one with it',
        'once the waiting run has started, another may wait',
        'a trigger that waited settles when its own run has ended',
      ],
      belief:
        'You count two inside and let both run. Two inside means one running and one waiting: the second must not start before the first has ended.',
    },
    {
      file: 'free-when-all-are-done.ts',
      fails: ['once the waiting run has started, another may wait'],
      belief:
        'You free the places only when the queue is empty. While runs follow each other closely it never is, so triggers are skipped although nobody waits. Each run gives back its own place as it ends.',
    },
    {
      file: 'answers-before-its-run.ts',
      fails: [
        'a run that fails does not take the waiting one with it',
        'a trigger that waited settles when its own run has ended',
      ],
      belief:
        'You note that a run is wanted and answer at once. Whoever triggered it is told that all went well before its run has begun, and its error lands on the trigger before. A promise settles as its own run does.',
    },
  ],
});
