import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'one-run-per-slot',
  title: 'One run per slot',
  concepts: ['slot', 'claim', 'clock skew'],
  needs: ['first-lock'],
  points: 20,
  note: 'level3-many-machines',
  wrong: [
    {
      file: 'to-the-nearest.ts',
      fails: [
        'until the next has come, it is the same slot',
        'so does the node that is furthest behind, and late as well',
        'the further clocks may be apart, the longer a slot stays taken',
      ],
      belief:
        'You round to the nearest slot. A node that is late by more than half a period takes itself for early and claims the next slot, which then does not run at its time. A slot has come or it has not: round down.',
    },
    {
      file: 'the-one-to-come.ts',
      fails: [
        'a few milliseconds late, it is still the same slot',
        'until the next has come, it is the same slot',
        'slots are as far apart as the period',
        'of nodes that come at about the same time, one runs the slot',
        'each node is told whether it ran',
        'so does the node that is furthest behind, and late as well',
        'the further clocks may be apart, the longer a slot stays taken',
        'every slot is run, under its own name',
        'a slot whose run failed is not run by another',
      ],
      belief:
        'You round up. A timer never fires at the very millisecond, so each tick names the slot after its own, and two nodes a millisecond apart name two different ones. Round down: the slot is what has come.',
    },
    {
      file: 'strictly-before.ts',
      fails: [
        'at its instant, a slot has come',
        'of nodes that come at about the same time, one runs the slot',
        'each node is told whether it ran',
        'so does the node that is furthest behind, and late as well',
        'the further clocks may be apart, the longer a slot stays taken',
        'every slot is run, under its own name',
        'a slot whose run failed is not run by another',
      ],
      belief:
        'At the very instant of a slot you still name the one before it. A node that is punctual to the millisecond then disagrees with one that is a millisecond late, and one slot is run under two names. Not after `now` includes `now`.',
    },
    {
      file: 'look-then-claim.ts',
      fails: [
        'of all who claim a slot at once, one gets it',
        'of nodes that come at about the same time, one runs the slot',
        'each node is told whether it ran',
      ],
      belief:
        'You look whether the slot is taken and then take it. All nodes wake at the same instant, that is what a schedule means, so all look at once and all find it free. One command: SET with NX.',
    },
    {
      file: 'mine-is-mine.ts',
      fails: ['who asks for its own slot again is turned away'],
      belief:
        'You grant a slot again to the node that has it. A node that was restarted in mid-run, or whose timer fired a few ms early and then again on time (NineCollective/node-crontab#7), runs it twice. The first claim is the only one.',
    },
    {
      file: 'an-instant-is-enough.ts',
      fails: ['other slots, and other jobs at the same instant, are free'],
      belief:
        "Your key names the instant and not the job. All jobs due at midnight share one key: one of them runs, and the others are silently skipped, every night. Put the job's name into the key.",
    },
    {
      file: 'a-job-is-enough.ts',
      fails: ['other slots, and other jobs at the same instant, are free', 'every slot is run, under its own name'],
      belief:
        'Your key names the job and not the slot. After the first run the job is taken until the key ends, and every slot in between is skipped. Put the scheduled instant into the key.',
    },
    {
      file: 'a-claim-is-for-ever.ts',
      fails: ['a claim is kept as long as asked, and no longer', 'after a day nothing is left in Redis'],
      belief:
        'You set no end. A job every minute leaves half a million keys a year, and Redis fills up with slots that nobody will ever ask for (bull#1909 is the same story with finished jobs). Keep a claim as long as somebody may still come late, and no longer.',
    },
    {
      file: 'now-is-the-slot.ts',
      fails: [
        'of nodes that come at about the same time, one runs the slot',
        'each node is told whether it ran',
        'so does the node that is furthest behind, and late as well',
        'the further clocks may be apart, the longer a slot stays taken',
        'every slot is run, under its own name',
        'a slot whose run failed is not run by another',
      ],
      belief:
        'You claim the moment at which you happen to look at your clock. Each node reads another one, so each claims another key, and all of them run. Claim the scheduled instant: it is the same on every node.',
    },
    {
      file: 'until-the-next-slot.ts',
      fails: [
        'so does the node that is furthest behind, and late as well',
        'the further clocks may be apart, the longer a slot stays taken',
      ],
      belief:
        'You keep the claim for one period. A node whose clock is behind by more comes when it is gone, and runs the slot again. The claim has to outlive the skew and the lateness of the last to come.',
    },
    {
      file: 'a-slot-is-a-second.ts',
      fails: ['slots are as far apart as the period'],
      belief:
        'You cut the time to whole seconds, whatever the period is. A job every five minutes then has three hundred slots in each, and two nodes a second apart claim two different ones. Cut to multiples of the period.',
    },
    {
      file: 'ten-seconds-will-do.ts',
      fails: ['the further clocks may be apart, the longer a slot stays taken'],
      belief:
        'You keep every claim for ten seconds. That is right until somebody has machines whose clocks are further apart, and then nothing says why jobs run twice. Work it out from what you were told: the skew, and the period.',
    },
    {
      file: 'done-is-released.ts',
      fails: [
        'a node that comes when the run is over finds the slot taken',
        'so does the node that is furthest behind, and late as well',
        'the further clocks may be apart, the longer a slot stays taken',
        'a slot whose run failed is not run by another',
      ],
      belief:
        'You release the slot when the run is over. The node that is 250 ms behind comes after that, finds it free, and runs it again: with three processes 8 of 9 slots ran twice. Nobody ever releases a slot.',
    },
    {
      file: 'let-another-try.ts',
      fails: ['a slot whose run failed is not run by another'],
      belief:
        'You give the slot back when the run failed, for another node to try. It may have done half of its work before it failed, and the next one to come by does that half again, unasked. Retry within the run, where you know what happened; the claim stays.',
    },
    {
      file: 'marks-it-when-done.ts',
      fails: [
        'of nodes that come at about the same time, one runs the slot',
        'a slot whose run failed is not run by another',
      ],
      belief:
        'You mark the slot when its run has ended. Until then everybody who looks finds it free, so all nodes run it side by side. Claim first. A slot may be lost if you die in between; the fenced coordinator shows the price of getting both.',
    },
    {
      file: 'better-twice-than-never.ts',
      fails: ['a node that cannot reach Redis runs nothing'],
      belief:
        'When Redis does not answer, you run the slot to be safe. So does every other node that cannot reach it: one network problem, and every customer gets every mail five times. For what cannot be taken back, a skipped launch is better than a double one.',
    },
    {
      file: 'taken-is-fine-too.ts',
      fails: ['each node is told whether it ran'],
      belief:
        'You answer true when another node has the slot. The caller then records a run of its own for each node, and the history shows three runs where there was one. Say who ran.',
    },
    {
      file: 'kept-for-good-measure.ts',
      fails: ['after a day nothing is left in Redis'],
      belief:
        'You keep each claim for a year, to be safe. Nobody comes a year late, and a job that runs every second leaves 31 million keys. Work out who may still come: the skew, and a late tick.',
    },
  ],
});
