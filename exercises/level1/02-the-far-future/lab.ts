import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'the-far-future',
  title: 'The far future',
  concepts: ['one-shot', 'timer limit', 'wall clock', 'monotonic clock'],
  needs: ['first-tick'],
  points: 15,
  note: 'level1-timers',
  wrong: [
    {
      file: 'set-timeout-can-wait.ts',
      fails: ['a job weeks ahead does not run today', 'a delay too long for one timer is waited to its end'],
      belief:
        'You trust setTimeout with any delay. It keeps the delay in 32 bits: beyond 2147483647 ms, 24.8 days, it gives up and fires after 1 ms. Anything longer has to be waited in pieces.',
    },
    {
      file: 'capped-at-the-limit.ts',
      fails: ['a delay too long for one timer is waited to its end'],
      belief:
        'You cap the delay at what a timer can hold, so the job no longer runs at once, but 24.8 days from now instead of when it is due. The rest of the delay still has to be waited.',
    },
    {
      file: 'whole-waits-only.ts',
      fails: [
        'a delay that fits one timer is waited as it is',
        'a delay too long for one timer is waited to its end',
        'it runs once and leaves no timer behind',
        'setting the wall clock does not change how long it waits',
      ],
      belief:
        'You wait in pieces that are all as long as a timer can hold. A delay is hardly ever a whole number of those: the last piece is whatever is left.',
    },
    {
      file: 'deadline-on-the-wall.ts',
      fails: ['setting the wall clock does not change how long it waits'],
      belief:
        'You turn the delay into a time of day and wait for that. "In 30 days" is a length of time: measure it by the monotonic clock, or count down what is left, and nobody who sets the wall clock can stretch it.',
    },
    {
      file: 'never-stops-looking.ts',
      fails: ['it runs once and leaves no timer behind'],
      belief:
        'The job runs once, but your timer goes on for ever after it. It keeps the process alive, and a thousand one-shots leave a thousand timers. When the work is done, arm nothing.',
    },
    {
      file: 'how-long-until-then.ts',
      fails: [
        'a wall clock set back does not make it run early',
        'a wall clock set forward is noticed within a minute',
      ],
      belief:
        'You work out once how long it is until the instant, and then wait that long. When the wall clock is set, or a laptop sleeps, that length is wrong and nobody tells your timer. Work it out again every minute.',
    },
    {
      file: 'looks-when-it-wakes.ts',
      fails: ['a wall clock set forward is noticed within a minute'],
      belief:
        'You look at the wall clock again, but only when the whole wait is over. A clock that was set forward meanwhile has long gone past the instant. Never wait more than a minute without looking.',
    },
    {
      file: 'the-past-is-past.ts',
      fails: ['an instant already past runs as soon as it can'],
      belief:
        'You drop what is already past. A process that was down at the instant would lose the job without a word. Late is a decision to make on purpose; here the promise is to run as soon as possible.',
    },
    {
      file: 'is-it-this-minute.ts',
      fails: [
        'it runs when the wall clock reads the instant',
        'an instant already past runs as soon as it can',
        'a wall clock set forward is noticed within a minute',
        'once it has run, a wall clock set back does not run it again',
      ],
      belief:
        'You ask every minute "is it now?". A clock that jumps over the minute never says yes, and one that is set back says yes twice. Ask "is it now or past?", and stop asking after the first yes.',
    },
  ],
});
