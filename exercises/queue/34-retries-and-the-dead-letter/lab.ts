import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'retries-and-the-dead-letter',
  title: 'Retries and the dead letter',
  concepts: ['retry', 'backoff', 'jitter', 'dead letter', 'history'],
  needs: ['first-worker'],
  points: 20,
  note: 'queue-intro',
  wrong: [
    {
      file: 'attempts-are-retries.ts',
      fails: [
        'it is tried once, and then as often again as the policy says',
        'each wait is at most twice the one before, and at least half of that',
        'waits grow: the third is longer than the first',
        'jobs that failed together do not come back together',
      ],
      belief:
        'You give the number of retries as attempts. Attempts counts every try, the first one too: with three retries you get two, and with one retry none at all, which nobody notices until the night on which the second try would have helped.',
    },
    {
      file: 'exponental.ts',
      fails: [
        'it is tried once, and then as often again as the policy says',
        'each wait is at most twice the one before, and at least half of that',
        'waits grow: the third is longer than the first',
        'between two tries a job is delayed, in the hands of nobody',
        'jobs that failed together do not come back together',
      ],
      belief:
        'You misspelt the type of the backoff. It is a plain string, so nothing complains when the job is added; when it fails, the queue does not know how long to wait, the worker logs "Unknown backoff strategy", and the job hangs in active until it counts as stalled. After the second stall it is failed, whatever attempts says. Let a test see the second try.',
    },
    {
      file: 'fixed-is-fine.ts',
      fails: [
        'each wait is at most twice the one before, and at least half of that',
        'waits grow: the third is longer than the first',
      ],
      belief:
        'You wait the same time before every try. A provider that is away for five minutes is asked four times in the first four seconds, and then the job is dead. Let each wait be twice as long: few tries then reach far.',
    },
    {
      file: 'no-backoff.ts',
      fails: [
        'each wait is at most twice the one before, and at least half of that',
        'waits grow: the third is longer than the first',
        'between two tries a job is delayed, in the hands of nobody',
        'jobs that failed together do not come back together',
      ],
      belief:
        'You try again at once. What broke a millisecond ago is still broken: all tries are spent before anybody could have restarted anything, and 400 jobs doing so are a load test of a service that is already down. Wait between tries.',
    },
    {
      file: 'in-step.ts',
      fails: ['jobs that failed together do not come back together'],
      belief:
        'You let every job wait for exactly the same time. What failed together comes back together, again and again: the 400 invoices knock over the provider that had just come back. Leave a part of each wait to chance.',
    },
    {
      file: 'all-by-chance.ts',
      fails: ['each wait is at most twice the one before, and at least half of that'],
      belief:
        'You leave the whole wait to chance. That spreads jobs best, but some waits are close to nothing, and here half of each was promised: a job can spend its tries while the outage has hardly begun. Leave half of each to chance.',
    },
    {
      file: 'failed-jobs-are-kept.ts',
      fails: [
        'only so many failed jobs are kept',
        'a failed job is kept for its time and no longer',
        'nothing that ended is still there after a year',
      ],
      belief:
        'You bound the jobs that went well and keep the failed ones for ever, to look at them some day. On a bad day each of a million jobs fails, all stay, with their stack traces, and Redis is full: now nothing can be added at all (OptimalBits/bull#1909 filled the same way). Bound both by age and by count; what matters goes to the dead letters.',
    },
    {
      file: 'completed-jobs-are-small.ts',
      fails: [
        'only so many completed jobs are kept',
        'a completed job is kept for its time and no longer',
        'nothing that ended is still there after a year',
      ],
      belief:
        'You keep every job that went well. A small one, every second, is 86,400 a day and 31 million a year, in memory. Redis filled with completed jobs in OptimalBits/bull#1909. Bound them by age and count.',
    },
    {
      file: 'age-in-milliseconds.ts',
      fails: ['a failed job is kept for its time and no longer', 'a completed job is kept for its time and no longer'],
      belief:
        'You give the age in milliseconds. It is in seconds, alone among all durations there: an hour becomes 41 days, and nobody sees it until the memory alert. Divide, and say so beside it.',
    },
    {
      file: 'count-is-enough.ts',
      fails: [
        'a failed job is kept for its time and no longer',
        'a completed job is kept for its time and no longer',
        'nothing that ended is still there after a year',
      ],
      belief:
        'You bound the jobs by count alone. In a quiet queue they stay for months, with the personal data in them that was to be gone after a week. An age bounds how long, a count how much: give both.',
    },
    {
      file: 'age-is-enough.ts',
      fails: ['only so many failed jobs are kept', 'only so many completed jobs are kept'],
      belief:
        'You bound the jobs by age alone. On the day that makes a million of them in an hour, a million are kept. A count bounds how much, an age how long: give both.',
    },
    {
      file: 'hope-dies-last.ts',
      fails: ['a permanent error is not tried again'],
      belief:
        'You try again what cannot go well. An address that does not exist will not exist in a minute; meanwhile the job takes the place of others, and its owner hears hours later what was known at once. Tell the queue with an UnrecoverableError.',
    },
    {
      file: 'every-error-is-final.ts',
      fails: ['any other error is tried again, and keeps its message'],
      belief:
        'You give up after any error. Most failures of a night are a provider away for a minute, and the second try would have gone well. Only what trying cannot repair is permanent, and the handler says which that is.',
    },
    {
      file: 'its-name-is-enough.ts',
      fails: ['a permanent error keeps its message'],
      belief:
        'You keep what kind of error it was and drop what it said. "PermanentError" in a thousand dead letters tells nobody which address was wrong. Pass the message on.',
    },
    {
      file: 'nobody-reads-results.ts',
      fails: ['what goes well is returned'],
      belief:
        'You await the handler and return nothing. The work is done and its result is lost between you and the queue: whoever waits for it, a parent in a flow for instance, gets null. Return what it returned.',
    },
    {
      file: 'buries-at-every-failure.ts',
      fails: ['a job that goes well in the end leaves none', 'a letter tells all that is needed to send the job again'],
      belief:
        'You write a letter for every try that failed. The job may yet go well, and often does; then somebody sends again from its letter what was already done. "failed" is said after each try: look at finishedOn, which is set after the last.',
    },
    {
      file: 'counts-to-the-last.ts',
      fails: ['a job given up before its last try leaves a letter too'],
      belief:
        'You compare the tries made with the tries allowed. A job can end earlier: a permanent error, or one stall too many. Just those jobs, the ones a human must see, leave no letter. finishedOn says that a job has ended, whatever the reason.',
    },
    {
      file: 'only-the-hopeless-die.ts',
      fails: [
        'a job that is tried no more leaves one letter',
        'a letter tells all that is needed to send the job again',
        'a job buried twice has one letter, and different jobs have different ones',
        'a scheduled job can be buried: its id holds colons',
      ],
      belief:
        'You bury only what was hopeless from the start. A job that was tried four times and failed four times is as dead as that, and it is the more common one: the provider was away for longer than the tries reached. finishedOn is set for either.',
    },
    {
      file: 'a-letter-for-each-telling.ts',
      fails: ['a job buried twice has one letter, and different jobs have different ones'],
      belief:
        'You let the queue number the letters. After a crash the failed jobs are gone through once more, to bury those that were missed, and each of the others gets a second letter, from which it is sent again twice. Let the id of the letter follow from the job.',
    },
    {
      file: 'ids-hold-anything.ts',
      fails: ['a scheduled job can be buried: its id holds colons'],
      belief:
        'You use the id of the job as it is. The ids of scheduled jobs hold colons, and the queue refuses a custom id that does: burying throws inside a listener, and the job that failed at night is the one that leaves no letter. Replace what an id may not hold.',
    },
    {
      file: 'a-letter-is-an-id.ts',
      fails: [
        'a letter tells all that is needed to send the job again',
        'a job buried twice has one letter, and different jobs have different ones',
      ],
      belief:
        'You put down which job died, to look the rest up there. The original is removed by age and by count, most of all after a bad night, and then the letter is about nothing. A letter has to hold all that it takes to understand and to send again.',
    },
  ],
});
