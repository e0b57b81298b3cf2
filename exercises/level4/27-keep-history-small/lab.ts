import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'keep-history-small',
  title: 'Keep the history small',
  concepts: ['history', 'batch'],
  needs: ['cleanup-in-batches', 'keep-a-record'],
  points: 20,
  note: 'level4-production',
  wrong: [
    {
      file: 'by-age-only.ts',
      fails: [
        'nothing is left beyond either bound, and nothing within them is gone',
        'between two pauses no more than one batch is removed',
      ],
      belief:
        'You remove by age alone. A job that runs every second makes 2.6 million rows within thirty days, none of them too old, and the page is as slow as before. A bound by count catches the busy ones, a bound by age the rare ones: it takes both.',
    },
    {
      file: 'by-count-only.ts',
      fails: [
        'nothing is left beyond either bound, and nothing within them is gone',
        'it goes on until nothing is left to remove',
      ],
      belief:
        'You remove by count alone. A monthly job keeps its last thousand rows for eighty years, with whatever their logs say about people. What is too old goes, however few there are.',
    },
    {
      file: 'before-means-up-to.ts',
      fails: [
        'what is too old goes, the rest stays, and it says how many',
        'it never removes more than the limit',
        'nothing is left beyond either bound, and nothing within them is gone',
        'it goes on until nothing is left to remove',
      ],
      belief:
        'You take the bound itself for too old. With a bound at midnight that is the nightly run of the first day that should be kept. Before means before.',
    },
    {
      file: 'deletes-running-by-age.ts',
      fails: ['what is running stays, however old'],
      belief:
        'You remove old runs that are still going on. When such a run ends, there is no row to write its end into, and after a crash nobody knows that it ever was. What is running stays.',
    },
    {
      file: 'deletes-running-by-count.ts',
      fails: ['what is running stays, however many are newer'],
      belief:
        'You remove runs that are still going on, when enough newer ones have come. The long run that everybody is waiting for vanishes from the page. What is running stays.',
    },
    {
      file: 'running-takes-no-place.ts',
      fails: ['what is running takes a place as any other'],
      belief:
        'You count only runs that have ended, so that one more is kept for each that is running. It does no harm until a job hangs and its running rows pile up: then the bound is none. A run takes its place whatever its state.',
    },
    {
      file: 'forgets-that-it-ever-ran.ts',
      fails: [
        'the newest run stays, however old',
        'each job keeps a newest run of its own',
        'nothing is left beyond either bound, and nothing within them is gone',
      ],
      belief:
        'You remove the newest run of a job when it is old. The yearly job has then never run: its page is empty, its alert rings, and at the next start the scheduler takes it for a new one. The newest of each job stays.',
    },
    {
      file: 'one-newest-for-all.ts',
      fails: [
        'each job keeps a newest run of its own',
        'nothing is left beyond either bound, and nothing within them is gone',
      ],
      belief:
        'You keep the newest run of all instead of one of each job. The busy job keeps its memory, all others lose theirs. Ask for the maximum of the same job.',
    },
    {
      file: 'count-without-order.ts',
      fails: [
        'the newest of each job stay, in whatever order they were written',
        'nothing is left beyond either bound, and nothing within them is gone',
      ],
      belief:
        'You keep the rows that were written last. Mostly those are the newest, until a backfill, a retry or a second node writes an older slot later, and the real newest goes. Newest means by slot, so order by slot.',
    },
    {
      file: 'the-oldest-are-kept.ts',
      fails: [
        'the newest of each job stay, in whatever order they were written',
        'each job is counted by itself',
        'what is running stays, however many are newer',
        'what is running takes a place as any other',
        'nothing is left beyond either bound, and nothing within them is gone',
        'between two pauses no more than one batch is removed',
      ],
      belief:
        'You keep the first runs there ever were and remove what is new. The order is the other way round: number from the newest on.',
    },
    {
      file: 'all-jobs-in-one-row.ts',
      fails: ['each job is counted by itself', 'nothing is left beyond either bound, and nothing within them is gone'],
      belief:
        'You count all jobs together. The one that runs every second takes every place, and the others have no history at all. Each job is counted by itself.',
    },
    {
      file: 'one-giant-delete.ts',
      fails: ['it never removes more than the limit', 'between two pauses no more than one batch is removed'],
      belief:
        'You remove everything that is too old in one statement. On the first day that is thirty million rows, during which no run can record its end. Remove a few, let others in, and go on.',
    },
    {
      file: 'one-giant-count.ts',
      fails: ['no more than the limit at a time', 'between two pauses no more than one batch is removed'],
      belief:
        'You respect the limit for what is too old and forget it for what is too many. On a busy job that is the larger part by far.',
    },
    {
      file: 'one-batch-each.ts',
      fails: [
        'nothing is left beyond either bound, and nothing within them is gone',
        'between two pauses no more than one batch is removed',
        'it goes on until nothing is left to remove',
      ],
      belief:
        'You remove one batch of each kind and call it done. If more is written in a day than fits into a batch, the table grows for ever, only a little slower. Go on until a batch finds nothing.',
    },
    {
      file: 'without-a-breath.ts',
      fails: ['between two pauses no more than one batch is removed'],
      belief:
        'You do not pause. Many small statements without a gap keep others out just as one large one does. Let somebody else in between two batches.',
    },
  ],
});
