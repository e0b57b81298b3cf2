import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'schedule-once-however-many-beats',
  title: 'Scheduled once, however many beats',
  concepts: ['beat', 'slot', 'time zone'],
  needs: ['first-worker'],
  points: 20,
  note: 'queue-intro',
  wrong: [
    {
      file: 'add-with-repeat.ts',
      fails: [
        'it runs once in every period',
        'a beat that starts again adds no run and shifts none',
        'a changed period takes effect',
        'beats that start together make one run of each slot',
        'beats and workers in different zones agree on nine in the morning',
        'what stays in the table is left alone',
      ],
      belief:
        'You add a job with a repeat option, as every tutorial for older versions does. BullMQ 6 keeps the option, ignores it, and runs one plain job: no error, no warning, and no second run ever. Use upsertJobScheduler, and test that a second run comes.',
    },
    {
      file: 'delete-then-add.ts',
      fails: ['a beat that starts again adds no run and shifts none', 'what stays in the table is left alone'],
      belief:
        'You delete the schedule and add it again. A new `every` fires at once and counts from there: each deploy runs the job, and each shifts it. With deploys every few hours a daily job is never due by its own clock. An upsert with the same values leaves the next run where it is.',
    },
    {
      file: 'clears-the-table-first.ts',
      fails: ['what stays in the table is left alone'],
      belief:
        'You clear the queue of all schedules and then build the table anew. It ends in the right table, but what stays in it has lost its next run and starts over, with each beat once more; and whoever dies in between leaves no schedule at all. Remove only what the table does not name.',
    },
    {
      file: 'no-zone.ts',
      fails: [
        'a cron entry always names its zone',
        'beats and workers in different zones agree on nine in the morning',
      ],
      belief:
        "You leave the zone out where none is given, meaning UTC. BullMQ then takes the zone of the process that works out the next run: beat for the first, a worker for each after it. On your laptop all is well; with one container in another zone nine o'clock wanders. Always pass tz.",
    },
    {
      file: 'the-zone-is-the-servers.ts',
      fails: ['a cron entry always names its zone'],
      belief:
        'You give every pattern the zone UTC and drop the one that was asked for. The Berlin report of 09:00 then comes at ten in winter and at eleven in summer. An entry names its zone because its readers live there; UTC is only what holds when it names none.',
    },
    {
      file: 'a-period-is-a-cron.ts',
      fails: [
        'a period is a period',
        'it runs once in every period',
        'the job has the name and the data of its entry',
        'a beat that starts again adds no run and shifts none',
        'a changed period takes effect',
        'beats that start together make one run of each slot',
        'what is no longer in the table no longer runs',
        'what stays in the table is left alone',
        'a new entry is added',
      ],
      belief:
        'You turn a period into a cron expression. A step counts within its field: */90 seconds is once a minute, */3600 is refused or worse (kelektiv/node-cron#303 is people who believed */45 means every 45 minutes). A period is `every`.',
    },
    {
      file: 'an-id-for-each-beat.ts',
      fails: [
        'a beat that starts again adds no run and shifts none',
        'beats that start together make one run of each slot',
        'what stays in the table is left alone',
      ],
      belief:
        'You give each schedule a new id. To the queue those are different schedules, and each of them runs: two beats, twice the mail (viniciuschiele/flask-apscheduler#51). The id must follow from the entry alone, so that all beats speak of the same one.',
    },
    {
      file: 'added-is-added.ts',
      fails: ['a changed period takes effect'],
      belief:
        'You leave alone what is already there by name. Somebody changes a schedule from daily to hourly, deploys, sees no error, and for weeks it goes on daily. Upsert compares the values for you.',
    },
    {
      file: 'data-comes-from-the-handler.ts',
      fails: ['the job has the name and the data of its entry'],
      belief:
        "You publish the name without the data. The worker finds an empty object where the report's address should be, and fails far from the mistake. What a run needs to know belongs into the template of its schedule.",
    },
    {
      file: 'a-table-only-grows.ts',
      fails: ['what is no longer in the table no longer runs'],
      belief:
        'You publish the table and leave the rest. A schedule lives in Redis, not in your code: what you delete from the table goes on running for ever, long after its handler is gone. Ask the queue what it has, and remove what the table does not name.',
    },
    {
      file: 'the-first-beat-has-done-it.ts',
      fails: ['a new entry is added'],
      belief:
        'You skip the table if some schedule is already there, since another beat must have put it. So does the deploy that brings a new entry: it never arrives. Publishing what is there already costs nothing, so publish always.',
    },
  ],
});
