import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'first-worker',
  title: 'The first worker',
  concepts: ['queue', 'worker', 'job'],
  needs: [],
  points: 20,
  note: 'queue-intro',
  wrong: [
    {
      file: 'everything-is-json.ts',
      fails: ['a result that JSON would quietly change is a failure'],
      belief:
        'You store what JSON.stringify gives. It refuses a BigInt loudly, but a Map of 3,000 results it stores as {} and calls it a success, and whoever reads the result a week later wonders where they went. Compare what would arrive with what was returned, while the handler is still there to blame.',
    },
    {
      file: 'stringify-cannot-fail.ts',
      fails: ['a result that JSON refuses is a failure'],
      belief:
        'You guard the handler but not the JSON. A result with a BigInt in it, which is what many databases give for an id, throws outside of your catch: the job has no outcome, the worker dies with it, and so does the next worker that picks the job up. Make the text inside the same try.',
    },
    {
      file: 'only-success-is-an-outcome.ts',
      fails: ['an error is an outcome, with its message', 'it works one job after another, failing ones too'],
      belief:
        'You let the error of a handler pass. It ends the loop that called you: after the first invoice with a wrong address no job is worked any more, and nobody is told. A failed job is an outcome like any other: keep its message and go on.',
    },
    {
      file: 'an-error-is-json.ts',
      fails: ['an error is an outcome, with its message'],
      belief:
        'You hand the Error itself to JSON.stringify. Its message is not enumerable, so what is stored is {}: a failed job that does not say why. Store the message.',
    },
    {
      file: 'a-result-is-an-object.ts',
      fails: ['a result arrives as it was returned', 'a result that JSON would quietly change is a failure'],
      belief:
        'You replace whatever is falsy by null. "0 rows deleted" and "false" are results, and they arrive as nothing. `??` replaces only what is missing.',
    },
    {
      file: 'nothing-is-undefined.ts',
      fails: ['no result arrives as null'],
      belief:
        'You compare what JSON gives back with undefined. A handler that returns nothing, as most do, is then called a failure, or loses its value on the way. Turn undefined into null before it travels.',
    },
    {
      file: 'hands-over-the-job.ts',
      fails: [
        'the handler is given the data of the job',
        'the job that waited longest is worked, and its outcome kept',
        'nothing is taken once it is closed',
      ],
      belief:
        'You give the handler the whole job. What it needs is the data; a handler that depends on the envelope has to change whenever the envelope does. Hand it `job.data`.',
    },
    {
      file: 'newest-first.ts',
      fails: ['the job that waited longest is worked, and its outcome kept', 'nothing is taken once it is closed'],
      belief:
        'You take from the end at which jobs are put in. That is a stack: while new jobs keep coming the oldest is never reached, and its customer waits for ever. Push at the left, take at the right.',
    },
    {
      file: 'waits-for-ever.ts',
      fails: [
        'where no job comes it says so after a second',
        'an idle worker closes within two seconds',
        'it ends the connections it opened',
      ],
      belief:
        'You wait with a timeout of 0, which is for ever. The loop then cannot see that it was asked to close until the next job comes: each deploy of an idle worker hangs until somebody kills it. Wait a second at a time.',
    },
    {
      file: 'taken-is-done.ts',
      fails: [
        'a worker that dies at its work leaves the job in ACTIVE',
        'a job leaves ACTIVE only once its outcome is stored',
      ],
      belief:
        'You take the job out of ACTIVE before it is worked. A worker that is killed in the middle leaves it in no list: an accepted job is gone without a trace. It stays in ACTIVE until its outcome is stored.',
    },
    {
      file: 'out-then-stored.ts',
      fails: ['a job leaves ACTIVE only once its outcome is stored'],
      belief:
        'You take the job out of ACTIVE and then store its outcome. A worker that dies between the two has done the work, and nobody can tell: no job, no result. Store first. The other way round the job may be worked twice, which can be made harmless; lost cannot.',
    },
    {
      file: 'never-out-of-active.ts',
      fails: [
        'a job leaves ACTIVE only once its outcome is stored',
        'it works one job after another, failing ones too',
        'close resolves when the job in hand is done and its outcome stored',
      ],
      belief:
        'You leave the finished job in ACTIVE. The list grows with every job until Redis is full, and whoever looks there for the jobs of dead workers finds all that ever ran. Take it out once its outcome is stored.',
    },
    {
      file: 'one-connection-is-enough.ts',
      fails: ["a worker that waits does not hold up the application's connection"],
      belief:
        'You wait for jobs on the connection that the application adds them with. While the worker waits, that connection carries nothing else: each add, and each request behind it, stands still until the wait is over, most of all when there is nothing to do. A blocking call needs a connection to itself; BullMQ opens a second one per worker for just this.',
    },
    {
      file: 'one-job-is-enough.ts',
      fails: ['it works one job after another, failing ones too'],
      belief:
        'You stop after the first job that came. A worker is a loop that only close ends: whether the last job was there, or went well, says nothing about the next.',
    },
    {
      file: 'close-is-a-flag.ts',
      fails: ['close resolves when the job in hand is done and its outcome stored'],
      belief:
        'Your close sets a flag and resolves at once. The deploy script awaits it, ends the process, and the job in hand is cut off in the middle: each deploy leaves one in ACTIVE (twentyhq/twenty#22514 killed running jobs with every deploy). Await the loop before you resolve.',
    },
    {
      file: 'closes-everything.ts',
      fails: ["the application's connection stays open"],
      belief:
        'You end the connection you were given. Others work with it: the web server in the same process now gets "Connection is closed" for every request until it is restarted. Who opens a connection ends it, and nobody else.',
    },
    {
      file: 'leaves-its-connection.ts',
      fails: ['it ends the connections it opened'],
      belief:
        'You leave the connection you opened. An open socket keeps the process alive, so it never ends after a clean close, and somebody adds process.exit, which is how the next job gets cut off. Quit what you opened.',
    },
    {
      file: 'empties-the-queue-first.ts',
      fails: ['nothing is taken once it is closed'],
      belief:
        'You go on until the queue is empty. With a backlog that is an hour, a deploy gives you half a minute, and the job then in hand is cut off. Closing means no new jobs: the rest waits in Redis for the next worker, which is what the queue is for.',
    },
  ],
});
