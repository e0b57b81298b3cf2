import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'survive-a-restart',
  title: 'Survive a restart',
  concepts: ['history', 'misfire', 'grace', 'abandoned'],
  needs: ['misfire-and-coalesce', 'keep-a-record'],
  points: 25,
  note: 'level4-production',
  wrong: [
    {
      file: 'recomputes-from-now.ts',
      fails: [
        'every slot that passed is decided: the latest may run, the others are missed',
        'a slot runs while it is within the grace, and not a millisecond longer',
        'after a restart every slot that passed is on record',
        'slots from before the job was made, changed or resumed do not count',
        'each job is counted from its own past',
        'killed after any write and started again, it forgets no slot',
      ],
      belief:
        'You start from now, and what is due next is all that counts. The backup that was due during the deploy did not run, and nothing says so: the next you hear of it is the day somebody needs it. Ask the store how far you had come, and decide every slot since then.',
    },
    {
      file: 'starts-the-oldest.ts',
      fails: [
        'every slot that passed is decided: the latest may run, the others are missed',
        'after a restart every slot that passed is on record',
        'killed after any write and started again, it forgets no slot',
      ],
      belief:
        "You start the oldest of the slots that passed. After a day without the process that is yesterday's run, nearly always beyond its grace, while the one that could still do the work is written off. The latest run does the work of those before it.",
    },
    {
      file: 'late-is-better-than-never.ts',
      fails: ['a slot runs while it is within the grace, and not a millisecond longer'],
      belief:
        'You start the latest slot however late it is. A digest that was due at nine goes out at midnight, and a nightly job runs into the morning traffic. The grace is a decision about when it is too late: beyond it the slot is missed.',
    },
    {
      file: 'the-grace-is-exclusive.ts',
      fails: [
        'every slot that passed is decided: the latest may run, the others are missed',
        'a slot runs while it is within the grace, and not a millisecond longer',
      ],
      belief:
        'You write off a run whose lateness is exactly its grace. With a grace of zero that means that nothing ever runs, since no slot is less than no time late. The grace is the longest lateness that is still allowed.',
    },
    {
      file: 'now-is-not-due-yet.ts',
      fails: [
        'every slot that passed is decided: the latest may run, the others are missed',
        'after a restart every slot that passed is on record',
        'slots from before the job was made, changed or resumed do not count',
        'each job is counted from its own past',
        'killed after any write and started again, it forgets no slot',
      ],
      belief:
        "You leave out the slot that is due this very millisecond. Whoever goes on from here asks for the first slot later than now, so nobody ever decides it. Up to and including now is yours, everything later is the timer's.",
    },
    {
      file: 'leaves-it-running.ts',
      fails: [
        'what a dead process left running is abandoned',
        'a run of a dead process is abandoned, and not started again',
      ],
      belief:
        'You say which runs were abandoned, and do not save it. The history shows them as running for ever, the average of the durations waits for them, and each restart finds them anew. The store has to say it, not the return value.',
    },
    {
      file: 'nothing-ended-well.ts',
      fails: [
        'what has ended keeps its outcome',
        'after a restart every slot that passed is on record',
        'a paused job is passed over',
        'slots from before the job was made, changed or resumed do not count',
      ],
      belief:
        'You abandon the latest run of each job, whatever it says. Runs that had ended lose their outcome at every deploy, and older ones that are really left over stay as they are. Only what is still `running` has been left.',
    },
    {
      file: 'dead-runs-are-tried-again.ts',
      fails: [
        'a run of a dead process is abandoned, and not started again',
        'killed after any write and started again, it hands no slot out twice',
      ],
      belief:
        'You start again what the dead process left. It may have done all but the last step, and if it was the run itself that killed the process, it will kill the next one too, and the one after. Say that it was abandoned; whether to repeat it is for somebody who knows the job.',
    },
    {
      file: 'does-not-ask-who-died.ts',
      fails: ['a run of a dead process is abandoned, and not started again'],
      belief:
        'You go straight to what is due. What the dead process was doing stays `running` in the history: the page shows a run of three weeks, and a rule of no overlap keeps the next one from ever starting.',
    },
    {
      file: 'records-it-when-it-runs.ts',
      fails: [
        'after a restart every slot that passed is on record',
        'slots from before the job was made, changed or resumed do not count',
        'each job is counted from its own past',
        'killed after any write and started again, it hands no slot out twice',
        'killed after any write and started again, it forgets no slot',
      ],
      belief:
        'You hand out the run and leave it to the run to say that it has begun. If the process is killed in between, the next start finds an undecided slot and hands it out again: one backup, started twice. Save `running` first, then hand it out.',
    },
    {
      file: 'the-newest-first.ts',
      fails: ['killed after any write and started again, it forgets no slot'],
      belief:
        'You save the newest slot first. If the process is killed after that write, the latest slot on record says that everything before it has been decided, and the others are forgotten. Write from the oldest to the newest, so that the record is right after each write.',
    },
    {
      file: 'abandons-without-a-word.ts',
      fails: ['it says what it abandoned'],
      belief:
        'You abandon runs and tell nobody. The process that starts again so quietly is the one whose jobs have been half done for weeks. Answer what was abandoned: somebody has to look at it, or be paged.',
    },
    {
      file: 'counts-from-the-beginning.ts',
      fails: [
        'after a restart every slot that passed is on record',
        'a run of a dead process is abandoned, and not started again',
        'killed after any write and started again, it hands no slot out twice',
      ],
      belief:
        'You count from the day the job was made, at every start. Slots that ran are decided a second time: a success becomes `missed`, and the last one is handed out again. The latest slot on record says how far you have come.',
    },
    {
      file: 'one-past-for-all-jobs.ts',
      fails: ['each job is counted from its own past', 'killed after any write and started again, it forgets no slot'],
      belief:
        "You look up how far one job had come and take it for all. The second job is counted from the first one's past, which by then has been brought up to now: its own backlog vanishes. Each job has its own latest slot.",
    },
    {
      file: 'wakes-the-paused.ts',
      fails: ['a paused job is passed over'],
      belief:
        'You catch up with paused jobs too. Somebody paused the import because it was doing damage, and a deploy starts it again. A pause is a state of the job that no restart may undo.',
    },
    {
      file: 'forgets-when-it-began.ts',
      fails: ['slots from before the job was made, changed or resumed do not count'],
      belief:
        "You count from the latest run alone. A job that was paused for a week has its latest run a week ago, so everything it was spared meanwhile becomes a backlog as soon as it is resumed. Slots up to `since` were nobody's.",
    },
  ],
});
