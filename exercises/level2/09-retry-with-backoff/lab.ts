import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'retry-with-backoff',
  title: 'Retry with backoff',
  concepts: ['retry', 'backoff', 'jitter', 'permanent error'],
  needs: ['first-tick'],
  points: 15,
  note: 'level2-jobs-that-survive',
  wrong: [
    {
      file: 'no-cap.ts',
      fails: [
        'no wait is negative or longer than its bound',
        'under the cap, too, waits are spread over the whole range',
        'the cap is the bound after any number of failures',
        'between attempts it waits as the backoff says',
      ],
      belief:
        'You let the wait double without end. After twenty failures a base of one second has become six days: the provider is long back, and your job still waits. Take the smaller of the doubled wait and `capMs` before chance comes in.',
    },
    {
      file: 'first-failure-doubles.ts',
      fails: [
        'no wait is negative or longer than its bound',
        'a wait may be anything from nothing to its bound, all alike',
        'between attempts it waits as the backoff says',
      ],
      belief:
        'You double once too often: after the first failure nothing has doubled yet. The bound after n failures is baseMs times 2 to the power n − 1.',
    },
    {
      file: 'grows-by-steps.ts',
      fails: [
        'the bound is baseMs after the first failure and doubles with each one',
        'a wait may be anything from nothing to its bound, all alike',
        'under the cap, too, waits are spread over the whole range',
        'the cap is the bound after any number of failures',
      ],
      belief:
        'You add the base with every failure instead of doubling. With many clients and a service that is down for long, steps of equal size keep the load up; doubling halves it each time.',
    },
    {
      file: 'everyone-waits-the-same.ts',
      fails: [
        'two who failed together do not come back together',
        'a wait may be anything from nothing to its bound, all alike',
        'under the cap, too, waits are spread over the whole range',
        'between attempts it waits as the backoff says',
      ],
      belief:
        'You leave chance out. Whoever failed together comes back together, in the same millisecond, and knocks the service over again, however long they waited. Waits that grow spread load over time; only jitter spreads the clients.',
    },
    {
      file: 'jitter-around-the-bound.ts',
      fails: [
        'no wait is negative or longer than its bound',
        'a wait may be anything from nothing to its bound, all alike',
        'under the cap, too, waits are spread over the whole range',
        'the cap is the bound after any number of failures',
        'between attempts it waits as the backoff says',
      ],
      belief:
        'You vary the wait around the bound, by half of it either way. Clients still come back in one heap, only a wider one, and some wait longer than the cap allows. Full jitter takes the wait from the whole range, 0 to the bound.',
    },
    {
      file: 'half-is-certain.ts',
      fails: [
        'a wait may be anything from nothing to its bound, all alike',
        'under the cap, too, waits are spread over the whole range',
        'between attempts it waits as the backoff says',
      ],
      belief:
        'You keep half of the wait fixed and let chance have the other half, so nobody at all comes back in the first half of the range and all of them in the second: twice the crowd. Let the wait be anything from nothing to the bound.',
    },
    {
      file: 'jitter-before-the-cap.ts',
      fails: ['under the cap, too, waits are spread over the whole range'],
      belief:
        'You cap after chance has spoken. Once the doubled wait is far beyond the cap, nearly every wait is exactly the cap, and the herd is back. Cap the bound first, then take a random part of it.',
    },
    {
      file: 'doubles-by-shifting.ts',
      fails: ['the cap is the bound after any number of failures'],
      belief:
        'You double by shifting bits. In JavaScript a shift works on 32 bits: `1 << 31` is negative and `1 << 32` is 1 again, so after a bad night the job retries with no wait at all. Use `2 ** n`.',
    },
    {
      file: 'chance-of-its-own.ts',
      fails: ['chance comes from the random it is given, so that a seed replays'],
      belief:
        'You call `Math.random` instead of the `random` you were given. It works, but a failure in production or in a test can never be replayed. Chance, like time, is handed in.',
    },
    {
      file: 'never-twice.ts',
      fails: [
        'an attempt that fails is followed by another, and the answer of the one that succeeds comes back',
        'attempts counts every attempt, the first one too',
        'the job is told the number of its attempt, from 1',
        'the last error reaches the caller',
        'a permanent error ends it at once',
        'between attempts it waits as the backoff says',
      ],
      belief:
        'You `return job(attempt)` inside the `try` without `await`. The function is gone before the promise rejects, so the `catch` never sees the error, and there is no second attempt. `return await` is right here.',
    },
    {
      file: 'attempts-are-retries.ts',
      fails: ['attempts counts every attempt, the first one too', 'the last error reaches the caller'],
      belief:
        'You make one attempt too many: `attempts` counts all, the first one included. Libraries differ on this (a `retries` option counts without the first), and when the job charges a card the difference is a charge.',
    },
    {
      file: 'counts-from-zero.ts',
      fails: ['the job is told the number of its attempt, from 1'],
      belief:
        'You number attempts from 0. The number ends up in logs, in the history and in what people say to each other: the first attempt is attempt 1.',
    },
    {
      file: 'tries-the-hopeless.ts',
      fails: ['a permanent error ends it at once'],
      belief:
        'You retry what no attempt can cure. A wrong password tried five times locks the account; an address that does not exist stays so; and all the while the job holds its place. Ask `isPermanent` first.',
    },
    {
      file: 'waits-before-giving-up.ts',
      fails: ['no wait follows the last attempt'],
      belief:
        'You wait before you look whether an attempt is left. The caller learns of the failure a backoff later than it was certain, up to the whole cap, and a lock may be held that long for nothing. Decide first, then wait.',
    },
    {
      file: 'the-first-error-is-the-cause.ts',
      fails: ['the last error reaches the caller', 'a permanent error ends it at once'],
      belief:
        'You keep the first error for the caller. The first was a hiccup; the last is what stood in the way at the end, and if it was permanent it is the one that matters. Throw the error that made you stop.',
    },
    {
      file: 'gives-up-in-silence.ts',
      fails: ['the last error reaches the caller'],
      belief:
        'When attempts run out you return as if all were well. The job counts as done, the alert stays quiet, and the data is missing. Running out of attempts is a failure: throw the last error.',
    },
    {
      file: 'only-rejections-fail.ts',
      fails: ['a job that throws before its first await has failed like any other'],
      belief:
        'You hang `.catch` on what the job returns. A job that throws before its first `await` returns nothing to hang it on: the error passes you by and there is no retry. `try { return await job() } catch` sees both kinds.',
    },
    {
      file: 'tries-again-at-once.ts',
      fails: ['between attempts it waits as the backoff says'],
      belief:
        'You try again without waiting. Five attempts are used up within a millisecond, before the service has had a chance to recover, and a thousand clients make a burst of five thousand requests. Wait on the clock between attempts.',
    },
  ],
});
