import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'back-pressure',
  title: 'Back-pressure',
  concepts: ['back-pressure', 'backlog', 'degradation'],
  needs: ['first-worker'],
  points: 15,
  note: 'queue-advanced',
  wrong: [
    {
      file: 'measures-waiting-only.ts',
      fails: [
        'jobs at work count: they are not done',
        'jobs that wait for their next try count',
        'jobs that wait for others count',
        'states are added up',
        'the whole backlog counts, not only what waits',
      ],
      belief:
        'You count the jobs that wait. When the mail provider is down every job is tried, fails and is delayed for its next try: nothing waits, all is well by your measure, and 40,000 are due at once ten minutes later. Everything accepted and not ended is backlog.',
    },
    {
      file: 'what-waits-costs-nothing.ts',
      fails: [
        'jobs that wait count',
        'states are added up',
        'a lane that can wait is paused at the high limit and resumed at the low one',
        'every lane that can wait is held back',
        'the whole backlog counts, not only what waits',
        'a lane is told once, not at each look',
        'a lane that cannot be reached holds up no other',
        'a lane that could not be reached is told again at the next look',
        'two valves do not know of each other',
      ],
      belief:
        'You count what the workers have in hand and leave out what waits. Waiting jobs cost no worker anything, true, but each is a customer who waits, and they are all that an overload leaves to see. Count them first.',
    },
    {
      file: 'at-work-is-as-good-as-done.ts',
      fails: [
        'jobs at work count: they are not done',
        'states are added up',
        'the whole backlog counts, not only what waits',
      ],
      belief:
        'You leave out the jobs at work. With 200 workers stuck on a slow server 200 jobs are active and none waits: the pressure is at its highest, and you see nothing. A job is backlog until it has ended.',
    },
    {
      file: 'a-retry-is-no-work.ts',
      fails: [
        'jobs that wait for their next try count',
        'states are added up',
        'the whole backlog counts, not only what waits',
      ],
      belief:
        'You leave out the delayed jobs. Those are mostly jobs that failed and will be back: the worse it goes the more there are, and the lower your number is. Count them.',
    },
    {
      file: 'parents-are-no-jobs.ts',
      fails: ['jobs that wait for others count'],
      belief:
        'You leave out the jobs that wait for their children. Each of them is work you have accepted and still owe, and it comes all at once when the children are done. Count it.',
    },
    {
      file: 'all-that-there-is.ts',
      fails: ['what has ended does not count'],
      belief:
        'You add up all states. The ended jobs that are kept for a week are thousands: with them the backlog is always high, and nothing that can wait ever runs again. What has ended is no work.',
    },
    {
      file: 'threshold.ts',
      fails: [
        'held back it stays until the backlog has fallen to the low limit',
        'a backlog between the limits changes nothing, however often one looks',
        'a lane that can wait is paused at the high limit and resumed at the low one',
      ],
      belief:
        'You have one limit. The backlog falls to 99, the lanes are resumed, it rises to 100, they are paused: at every look something changes and nothing gets anywhere. Give it two limits, and let it stay as it is between them.',
    },
    {
      file: 'down-is-down.ts',
      fails: [
        'held back it stays until the backlog has fallen to the low limit',
        'a lane that can wait is paused at the high limit and resumed at the low one',
      ],
      belief:
        'You hold back until the backlog is empty. In a busy system it never is: the reports, paused in the morning rush, stay paused for weeks. The low limit says when it is low enough.',
    },
    {
      file: 'just-below-low.ts',
      fails: ['held back it stays until the backlog has fallen to the low limit'],
      belief:
        'You hold back at the low limit still. The promise was that it ends when the backlog has fallen to it. Off by one, you think, what does it matter; with a low limit of 0 it never ends.',
    },
    {
      file: 'above-is-above.ts',
      fails: ['from the high limit on work is held back'],
      belief:
        'You begin only above the high limit. A queue that admits 100 and is full at 100 sits exactly there, and your valve never closes. The limit itself counts.',
    },
    {
      file: 'pauses-critical-ones.ts',
      fails: ['critical lanes are never touched'],
      belief:
        'You pause everything. The password mails stand still behind your thumbnails, which makes the outage complete: what you hold back is there so that the critical lanes go on. Leave them alone, whatever the backlog.',
    },
    {
      file: 'one-lane-is-enough.ts',
      fails: ['every lane that can wait is held back', 'a lane that cannot be reached holds up no other'],
      belief:
        'You hold back the first lane that can wait, and the others go on filling what you try to drain. Which of them makes the pressure you do not know: hold back all that can wait.',
    },
    {
      file: 'the-valve-has-its-own-measure.ts',
      fails: ['the whole backlog counts, not only what waits'],
      belief:
        'Your valve looks at the waiting jobs alone, though you have written the right measure above. What is delayed and active is invisible to it. One measure, used everywhere.',
    },
    {
      file: 'tells-at-every-look.ts',
      fails: ['a lane that somebody else has paused is not resumed', 'a lane is told once, not at each look'],
      belief:
        'You pause or resume at every look, to be sure. So a lane that an operator has paused by hand, because its database is being moved, runs again within a second. Undo only what you have done yourself.',
    },
    {
      file: 'told-again-while-high.ts',
      fails: ['a lane is told once, not at each look'],
      belief:
        'You pause anew at every look while the backlog is high. Each is a command for a Redis that has enough to do just then, and a line in the log that hides the one that mattered. Tell a lane when something changes.',
    },
    {
      file: 'told-is-paused.ts',
      fails: ['a lane that could not be reached is told again at the next look'],
      belief:
        'You note that a lane is paused before it is. If it cannot be reached just then, you believe it is held back and never ask again; in an overload that is the moment when things cannot be reached. Note it when the pause has resolved.',
    },
    {
      file: 'the-first-error-is-the-end.ts',
      fails: [
        'a lane that cannot be reached holds up no other',
        'a lane that could not be reached is told again at the next look',
      ],
      belief:
        'You stop at the first lane that cannot be reached, and the loop that called you stops with it. The others fill up further. Let each lane fail for itself, and try again at the next look.',
    },
    {
      file: 'held-for-good.ts',
      fails: [
        'a lane that can wait is paused at the high limit and resumed at the low one',
        'a lane is told once, not at each look',
      ],
      belief:
        'You pause, and never resume. The overload is over in ten minutes; that no report has run since is noticed at the end of the month. Who pauses resumes.',
    },
    {
      file: 'one-state-for-all-valves.ts',
      fails: ['two valves do not know of each other'],
      belief:
        'You keep whether work is held back in a variable of the module. Two valves, for two groups of queues, then share it: the one that sees a calm backlog closes since the other has seen a storm. State belongs to the instance.',
    },
  ],
});
