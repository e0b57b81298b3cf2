import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'misfire-and-coalesce',
  title: 'Misfire and coalesce',
  concepts: ['slot', 'misfire', 'grace', 'coalesce', 'backlog'],
  needs: ['next-fire'],
  points: 20,
  note: 'level2-jobs-that-survive',
  wrong: [
    {
      file: 'follows-the-clock-back.ts',
      fails: ['a clock that is set back brings no slot a second time'],
      belief:
        'You move the cursor to where the clock is. When NTP or an operator sets the clock back, the slots in between fall due a second time, and the invoices go out twice. A cursor only moves forward: `Math.max(cursor, now)`.',
    },
    {
      file: 'period-after-the-last-look.ts',
      fails: ['every slot falls due once, however irregular the looks', 'a slot is due from its very instant on'],
      belief:
        "You count periods from the last look. Then every sleep and every late look shifts all later runs, as a laptop's sleep once did (node-schedule issue 632). Slots have fixed places, here the multiples of the period; find them from those, not from when you looked.",
    },
    {
      file: 'one-slot-a-look.ts',
      fails: [
        'every slot falls due once, however irregular the looks',
        'a clock that is set back brings no slot a second time',
        'of a long backlog the latest slots are listed',
        'of a long backlog the slots that are not listed are counted',
      ],
      belief:
        'You report one slot a look, whatever came before it. The others are gone without a trace: nobody can run them, and nobody can see that they were missed. First say what is due; deciding comes after.',
    },
    {
      file: 'due-only-once-past.ts',
      fails: [
        'every slot falls due once, however irregular the looks',
        'a slot is due from its very instant on',
        'a clock that is set back brings no slot a second time',
        'of a long backlog the slots that are not listed are counted',
      ],
      belief:
        "Your interval is shut at the wrong end: a slot counts only when its instant is over, and the cursor's own slot counts again. Take the slots later than the cursor and not later than now, so that neighbouring looks share no slot and leave none out.",
    },
    {
      file: 'lists-the-oldest.ts',
      fails: ['of a long backlog the latest slots are listed'],
      belief:
        'You list the oldest slots of a long backlog. Those are the stalest; the one whose run would bring things up to date is never seen. List the latest.',
    },
    {
      file: 'forgets-what-it-does-not-list.ts',
      fails: ['of a long backlog the slots that are not listed are counted'],
      belief:
        'You shorten the list and say nothing of the rest. A history in which a weekend of runs is simply not there looks like a schedule that was not due. Count what you leave out.',
    },
    {
      file: 'gives-up-on-too-many.ts',
      fails: ['of a long backlog the latest slots are listed', 'after a long backlog the schedule goes on'],
      belief:
        'You answer a backlog beyond the limit with nothing and leave the cursor where it is. At the next look it is longer still, so the job never runs again. Kubernetes did this after 100 missed starts (issue 42649). A backlog of any length has to collapse to the policy, and the cursor has to move.',
    },
    {
      file: 'grace-in-seconds.ts',
      fails: ['a slot later than the grace allows is missed', 'all runs every slot within grace, oldest first'],
      belief:
        "You compare seconds with `graceMs`, so the grace is a thousand times what was asked for, and a run hours late still starts. Schedulers disagree on the unit (APScheduler's misfire_grace_time is in seconds): let the name carry it, and look at the name.",
    },
    {
      file: 'on-time-or-never.ts',
      fails: ['a slot as late as the grace allows still runs'],
      belief:
        'You turn away a slot that is late by exactly the grace. Late by no more than the grace still runs; with a grace of 0 your job would not run even when it is on time.',
    },
    {
      file: 'drops-in-silence.ts',
      fails: ['every slot either runs or is missed, never both, never neither'],
      belief:
        'You report as missed only what was too late, and not what coalescing left out. A user of APScheduler lost runs that way without a word (issue 182). Derive `missed` from `run`: what does not run is missed.',
    },
    {
      file: 'replays-the-whole-backlog.ts',
      fails: ['latest runs only the last slot of a backlog'],
      belief:
        'You run the whole backlog for `latest`. After a weekend that is thousands of runs in one go, all doing the same work: one clock step alone replayed twelve (node-schedule issue 431). `latest` runs the last slot.',
    },
    {
      file: 'catches-up-without-bound.ts',
      fails: ['all never runs more than the latest maxCatchUp'],
      belief:
        'You catch up on everything, without bound. Two days of a job of every minute are 2,880 runs at the moment the server is busiest, having just come up. Keep the last `maxCatchUp`.',
    },
    {
      file: 'newest-first.ts',
      fails: ['all runs every slot within grace, oldest first', 'all never runs more than the latest maxCatchUp'],
      belief:
        'You run the backlog backwards. Whoever asks for all slots does so because each builds on the one before: the total of Tuesday comes before that of Wednesday. Oldest first.',
    },
    {
      file: 'counts-only-what-is-in-grace.ts',
      fails: ['none runs nothing of a backlog'],
      belief:
        'You ask whether there is a backlog after you have thrown away what was too late. Two slots were due, so the process was away; `none` wants nothing of that to run, even if one of them is still in time. Count what was due, not what is left.',
    },
    {
      file: 'none-means-never.ts',
      fails: ['none still runs a slot that is due alone'],
      belief:
        'With `none` you run nothing at all. But hardly any run starts in the very millisecond of its slot: a slot that is due alone and within grace is no backlog, it is the ordinary case.',
    },
  ],
});
