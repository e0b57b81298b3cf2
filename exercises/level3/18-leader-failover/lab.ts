import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'leader-failover',
  title: 'Leader failover',
  concepts: ['leader', 'failover', 'monotonic clock'],
  needs: ['lease-that-renews'],
  points: 30,
  note: 'level3-many-machines',
  wrong: [
    {
      file: 'look-then-take.ts',
      fails: ['of all who claim it at once, one gets the lead', 'of several candidates one leads, and goes on leading'],
      belief:
        'You look who leads and then take the lead in a second command. When a leader dies all the others look at about the same time, all see nobody, and all lead. Look and take in one script.',
    },
    {
      file: 'the-latest-wins.ts',
      fails: [
        'of all who claim it at once, one gets the lead',
        'what another has is left alone',
        'asking again gives the whole time anew',
        'of several candidates one leads, and goes on leading',
        'a leader that was paused and replaced does not lead for another moment',
        'a leader that is told of another leads no more',
        'a leader that cannot reach Redis does not lead beside the next',
        'a wall clock that is set back does not prolong the lead',
        'one that stops without the lead leaves it where it is',
      ],
      belief:
        "You set the key whoever has it. The lead goes round with every look, each node believes in turn that it leads, and two of them always do. Another's lead is left alone.",
    },
    {
      file: 'a-lead-is-a-lock.ts',
      fails: [
        'who has the lead is told so when it asks again',
        'asking again gives the whole time anew',
        'of several candidates one leads, and goes on leading',
        'a leader that was paused and replaced does not lead for another moment',
        'a leader that cannot reach Redis does not lead beside the next',
        'one that stops without the lead leaves it where it is',
        'a candidate outlasts a Redis that is away',
      ],
      belief:
        'You claim with NX alone, which refuses the leader as well. It hears no, steps down, and for the rest of its own lease nobody leads. Whoever has the lead and asks again keeps it.',
    },
    {
      file: 'mine-already.ts',
      fails: [
        'asking again gives the whole time anew',
        'a leader that was paused and replaced does not lead for another moment',
        'a leader that cannot reach Redis does not lead beside the next',
        'a wall clock that is set back does not prolong the lead',
      ],
      belief:
        'You tell the leader that it leads and do not prolong its time. It goes on in good faith while the key ends, and another takes it. Yes has to mean: for the whole time from now.',
    },
    {
      file: 'elected-for-life.ts',
      fails: [
        'what another has is left alone',
        'nobody has the lead longer than asked for',
        'a dead leader is replaced within a lease and a look',
        'a leader that was paused and replaced does not lead for another moment',
        'a leader that cannot reach Redis does not lead beside the next',
      ],
      belief:
        'The lead has no end. A leader that is killed leads for ever in Redis and nowhere else, and the mailbox is polled by nobody until somebody deletes the key by hand. Give it an end each time you set it.',
    },
    {
      file: 'never-steps-down.ts',
      fails: [
        'a leader that was paused and replaced does not lead for another moment',
        'a leader that is told of another leads no more',
        'a leader that cannot reach Redis does not lead beside the next',
        'a wall clock that is set back does not prolong the lead',
      ],
      belief:
        'You become leader and never cease to be. After a pause, a lost connection, a hand-over by the operator there are two of you, for as long as the process lives. What you were told is true until its end, no longer.',
    },
    {
      file: 'a-flag-is-quick.ts',
      fails: ['a leader that was paused and replaced does not lead for another moment'],
      belief:
        'You keep a flag and set it by the latest answer. After a pause the flag is still up: nothing of yours has run that could have cleared it, and the work goes on beside the new leader until the answer is there. And while a question waits for no answer the flag may outlive the lease. Ask the clock.',
    },
    {
      file: 'no-answer-changes-nothing.ts',
      fails: [
        'a leader that was paused and replaced does not lead for another moment',
        'a leader that cannot reach Redis does not lead beside the next',
        'a wall clock that is set back does not prolong the lead',
      ],
      belief:
        'You keep a flag, and without an answer you leave it as it is. Cut off from Redis you lead for ever, while the others, who are not, elect another. Without answers the lead stands until its end, which only the clock can tell.',
    },
    {
      file: 'until-it-runs-out.ts',
      fails: ['a leader that is told of another leads no more'],
      belief:
        'Told that another leads, you go on until your own count runs out. For up to a lease there are two of you, and you knew. No means no, from now on.',
    },
    {
      file: 'time-on-the-wall.ts',
      fails: ['a wall clock that is set back does not prolong the lead'],
      belief:
        'You count the lead on the wall clock. NTP or an operator sets it back by three seconds, and you lead three seconds longer than Redis says; a jump froze a scheduler for hours that way (robfig/cron#480). Durations belong to the monotonic clock.',
    },
    {
      file: 'once-a-lease-is-enough.ts',
      fails: [
        'a dead leader is replaced within a lease and a look',
        'a leader that stops is replaced at the next look',
      ],
      belief:
        'As a follower you look once in a lease. A leader that dies just after your look is replaced a lease later than promised: two leases in all, with nobody at work. Look every `lookEveryMs`, leader or not.',
    },
    {
      file: 'renews-when-it-is-over.ts',
      fails: [
        'of several candidates one leads, and goes on leading',
        'a leader that was paused and replaced does not lead for another moment',
        'a leader that is told of another leads no more',
        'a leader that cannot reach Redis does not lead beside the next',
        'a leader that stops is replaced at the next look',
        'one that stops without the lead leaves it where it is',
      ],
      belief:
        'You look once in a lease, and by then the lead is over: it wanders from node to node, with a gap each time. Renew well before the end, so that one or two questions may go astray.',
    },
    {
      file: 'time-will-tell.ts',
      fails: ['a leader that stops is replaced at the next look'],
      belief:
        'You stop and leave the lead to run out. Each deploy restarts the leader, so each deploy costs a whole lease in which nobody leads. Whoever leaves on purpose lets go.',
    },
    {
      file: 'the-place-is-free-now.ts',
      fails: ['one that stops without the lead leaves it where it is'],
      belief:
        'You delete the key when you stop, whether or not you lead. Each follower that is restarted removes the leader, which does not know it and goes on beside the next. Let go of what is yours, in one step.',
    },
    {
      file: 'redis-is-always-there.ts',
      fails: [
        'a leader that cannot reach Redis does not lead beside the next',
        'a wall clock that is set back does not prolong the lead',
        'a candidate outlasts a Redis that is away',
      ],
      belief:
        'The first question without an answer ends the candidate. Redis restarts in seconds; your nodes stand for leader never again, and nobody notices before the next deploy. Catch it, and look again.',
    },
  ],
});
