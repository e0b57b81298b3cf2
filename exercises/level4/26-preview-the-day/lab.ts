import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'preview-the-day',
  title: 'Preview the day',
  concepts: ['preview', 'slot', 'time zone', 'herd'],
  needs: ['next-fire', 'clock-change'],
  points: 20,
  note: 'level4-production',
  wrong: [
    {
      file: 'runs-jobs-to-find-out.ts',
      fails: ['to look ahead runs nothing and moves nothing'],
      belief:
        'You let the scheduler play the day and write down what happens. What happens is real: the newsletter goes out, and the jobs then believe that they have run. The slots follow from the expression alone; ask it, and touch nothing else.',
    },
    {
      file: 'ignores-pauses.ts',
      fails: ['a paused job is not in it'],
      belief:
        'You list paused jobs too. Somebody looks at the page to see whether the import will run tonight, and it says yes. A preview shows what would happen if nobody did anything more.',
    },
    {
      file: 'local-time.ts',
      fails: ['the slots are those of the job\u2019s own zone', 'all jobs in one list, by time and then by name'],
      belief:
        'You read the expression in the zone of the machine, or of the person who wrote the code. On the server it is another one, and two people look at the same page and see different days. Every job says in which zone it is meant.',
    },
    {
      file: 'everything-is-utc.ts',
      fails: [
        'the slots are those of the job\u2019s own zone',
        'nine o\u2019clock stays nine o\u2019clock over a change of the clocks',
      ],
      belief:
        'You read every expression in UTC. That is a good zone for jobs of machines. A report that people expect at nine comes at nine in their zone, and that is what the job says.',
    },
    {
      file: 'a-day-has-24-hours.ts',
      fails: ['nine o\u2019clock stays nine o\u2019clock over a change of the clocks'],
      belief:
        "You find the first slot and add 24 hours for each next day. When clocks change a day has 23 or 25, and from then on nine o'clock is ten or eight. Ask the expression each time.",
    },
    {
      file: 'from-is-over.ts',
      fails: [
        'the window includes its first instant, and not its last',
        'there are never more than the limit, and those are the first',
        'all jobs in one list, by time and then by name',
        'of too many it is the earliest that are shown',
        'it counts from the window, wherever the scheduler stands',
      ],
      belief:
        'You ask for the first slot after the beginning of the window. A slot right at the beginning is lost, and at minute 0, when people like to look, that is most of them. The next slot is strictly later than the instant you ask from: ask from just before.',
    },
    {
      file: 'until-counts-too.ts',
      fails: [
        'the window includes its first instant, and not its last',
        'there are never more than the limit, and those are the first',
        'all jobs in one list, by time and then by name',
        'it counts from the window, wherever the scheduler stands',
      ],
      belief:
        'You include the end of the window. Two previews side by side then both show the slot at midnight, and their sum is wrong by one job for each day. A window begins with its first instant and ends before its last.',
    },
    {
      file: 'as-many-as-there-are.ts',
      fails: [
        'there are never more than the limit, and those are the first',
        'of too many it is the earliest that are shown',
      ],
      belief:
        'You list everything in the window. For a job that is due every second a month is two and a half million slots, and one request stops the process that should be running jobs. A preview needs a bound.',
    },
    {
      file: 'cuts-off-before-it-sorts.ts',
      fails: ['of too many it is the earliest that are shown'],
      belief:
        'You give each job its share of the limit. A job with few slots wastes its places, and one with many is cut off in the middle of the morning, as if it stopped then. Only when all are in order is it known which are the earliest.',
    },
    {
      file: 'job-by-job.ts',
      fails: ['all jobs in one list, by time and then by name', 'of too many it is the earliest that are shown'],
      belief:
        'You list one job after the other. That answers a question nobody asked: people want to know what happens next, and the limit cuts off whole jobs. Sort by time.',
    },
    {
      file: 'those-due-at-once-in-any-order.ts',
      fails: ['all jobs in one list, by time and then by name'],
      belief:
        'You leave it open who comes first among those that are due at once. The order then is that of the list you were given, and the page jumps about at each reload. Break ties by something that does not change.',
    },
    {
      file: 'goes-on-from-the-next-run.ts',
      fails: ['it counts from the window, wherever the scheduler stands'],
      belief:
        'You begin at the next run that the scheduler has in mind. Asked about another day, or about a job that is behind, you leave out what lies before it. A preview is about the window.',
    },
    {
      file: 'never-is-an-error.ts',
      fails: ['a job that is never due has no slots'],
      belief:
        'You throw when a job has no next slot. One mistyped job, the 31st of February, and the page shows an error instead of the other ninety-nine. No slots is an answer.',
    },
    {
      file: 'the-fullest-second.ts',
      fails: ['the fullest minute is the one with most slots, seconds aside'],
      belief:
        'You count by instant, not by minute. Three jobs at second 0, 1 and 2 count as no crowd at all, though they run side by side. Round down to the minute first.',
    },
    {
      file: 'the-first-that-comes-along.ts',
      fails: ['of several it is the first, whatever the order of the list'],
      belief:
        'You take whichever of the fullest minutes came first in the list. The list is sorted today; the next one who calls you has another. Say which you mean: the earliest.',
    },
    {
      file: 'there-is-always-one.ts',
      fails: ['an empty preview has none'],
      belief:
        'You answer minute nought for a preview without slots. The page then says that it is fullest at midnight in 1970. Nothing is null.',
    },
  ],
});
