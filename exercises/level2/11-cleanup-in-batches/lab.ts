import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'cleanup-in-batches',
  title: 'Cleanup in batches',
  concepts: ['batch', 'idempotence', 'transaction'],
  needs: [],
  points: 25,
  note: 'level2-jobs-that-survive',
  wrong: [
    {
      file: 'expires-at-is-expired.ts',
      fails: ['a token is valid in the very millisecond in which it expires'],
      belief:
        'You delete with `<=`. A token is valid up to and including its `expires_at`, so in that millisecond you log somebody out who was promised to be in. It is one row in a million, which is why nobody finds it: say at each boundary which side the equal one is on, and look there first.',
    },
    {
      file: 'one-giant-delete.ts',
      fails: [
        'a batch is never larger than its limit',
        'it answers how many it deleted',
        'between two pauses no more than one batch is deleted',
      ],
      belief:
        'You delete everything in one statement. On a table of nine million rows that one holds its lock for minutes, and meanwhile no one can log in; interrupted, it rolls back and has done nothing. Take a few rows at a time.',
    },
    {
      file: 'the-oldest-must-have-expired.ts',
      fails: [
        'what has expired goes, and what is valid stays',
        'a token is valid in the very millisecond in which it expires',
        'it answers how many it deleted',
        'no expired token is left, however many batches it takes',
        'interrupted and run again, it does the rest',
        'a token renewed during a pause stays',
      ],
      belief:
        'You take the oldest rows and trust that they have expired. They have, while there is a backlog; once it is worked off, the oldest row is a valid one, and you delete that. The condition belongs into every statement that deletes.',
    },
    {
      file: 'every-batch-is-full.ts',
      fails: ['it answers how many it deleted', 'no expired token is left, however many batches it takes'],
      belief:
        'You answer with the size you asked for, not with what the database says it deleted. The last batch is hardly ever full, so the total is wrong, and with it the graph that should tell you whether the cleanup keeps up. Use `changes`.',
    },
    {
      file: 'pages-while-deleting.ts',
      fails: ['no expired token is left, however many batches it takes', 'interrupted and run again, it does the rest'],
      belief:
        'You page with OFFSET through rows you are deleting. After the first batch the rest have moved up, so the offset steps over as many as you deleted, and half of them stay. What is left always begins at the top: no offset.',
    },
    {
      file: 'batches-without-a-pause.ts',
      fails: ['between two pauses no more than one batch is deleted'],
      belief:
        'You delete in batches but take no breath in between. The writers you wanted to let in still wait, now behind a row of small locks. Await `pause` between batches.',
    },
    {
      file: 'all-in-one-transaction.ts',
      fails: ['interrupted and run again, it does the rest'],
      belief:
        'You put one transaction around all batches. Then the lock is held through every pause, and whoever kills the job after an hour throws that hour away. Each batch is complete in itself: let each commit.',
    },
    {
      file: 'a-list-from-before.ts',
      fails: ['a token renewed during a pause stays'],
      belief:
        'You make a list of what has expired and delete by that list. Between two batches the world goes on: a token renewed in a pause is valid again, and you delete it. Let each batch ask anew.',
    },
    {
      file: 'copies-then-deletes.ts',
      fails: ['if the power fails, no line is in both tables', 'run again after a power failure, it does the rest'],
      belief:
        'You copy, and then delete, with nothing to hold the two together. If the power fails in between, a line is in both tables, and the next run stops at it for ever, since it is in the archive already. Put both into one transaction.',
    },
    {
      file: 'idempotent-but-not-atomic.ts',
      fails: ['if the power fails, no line is in both tables'],
      belief:
        'You ignore what has been copied before, so running again does no harm. But after a power failure, and until that next run, lines are in both tables, and every report over the two counts them twice. A transaction lets nobody see the half-way state.',
    },
    {
      file: 'deletes-then-copies.ts',
      fails: ['if the power fails, no line is lost', 'run again after a power failure, it does the rest'],
      belief:
        'You delete first, with nothing to hold the two steps together. If the power fails in between, the line is in neither table and gone for good. Put both into one transaction.',
    },
    {
      file: 'moves-everything.ts',
      fails: ['it moves no more than its limit, and answers how many'],
      belief:
        'You move all old lines at once, whatever the limit. It is the giant delete again, only twice as long, for each row is also written. Take a few at a time.',
    },
    {
      file: 'archives-another-instant.ts',
      fails: ['old lines move to the archive as they are, and new ones stay'],
      belief:
        'You write another instant into the archive than the line had. An archive is evidence: copy the row as it is, and if you want to know when it was archived, give that a column of its own.',
    },
  ],
});
