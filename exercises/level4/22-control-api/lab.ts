import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'control-api',
  title: 'A control API',
  concepts: ['job', 'trigger', 'cron expression'],
  needs: ['next-fire', 'survive-a-restart'],
  points: 25,
  note: 'level4-production',
  wrong: [
    {
      file: 'reschedule-wakes.ts',
      fails: [
        'another expression does not wake a paused job',
        'moving a paused job leaves it paused, whatever else the body says',
      ],
      belief:
        'You take a new expression for a wish that the job should run again. One person paused it and another moved it, and neither knows of the other. What was not asked for stays as it is.',
    },
    {
      file: 'two-hundred-for-nobody.ts',
      fails: ['an unknown id is 404 on every route, and nothing is started'],
      belief:
        'You answer 200 for a job that does not exist, and even make one. The script that pauses `nightly-imort` reports success, and the import goes on. Say 404, and say which id it was.',
    },
    {
      file: 'a-bad-cron-is-our-fault.ts',
      fails: ['a bad expression is 400, and the answer says which field'],
      belief:
        'You let the error of a bad expression through as it is, so it comes out as 500. That means "we are broken, try again": clients do, alarms ring, and the person who mistyped looks for the mistake everywhere but in their own line. What the sender can put right is 400, and names the field.',
    },
    {
      file: 'reads-it-when-it-is-due.ts',
      fails: ['a bad expression is refused for a paused job too'],
      belief:
        'You look at the expression only when there is something to compute. A paused job swallows any nonsense with a 200, and the error appears when it is resumed, in front of somebody who did not write it. Check at the door.',
    },
    {
      file: 'the-body-is-a-change.ts',
      fails: ['moving a paused job leaves it paused, whatever else the body says'],
      belief:
        'You hand on the body as it comes. Whatever else is in it is done as well: `"paused": false` beside the expression wakes the job, by a route that says nothing of it. Take from a body what the route is about.',
    },
    {
      file: 'checks-nothing-of-the-body.ts',
      fails: ['a body without an expression is 400, and changes nothing'],
      belief:
        'You take the body for what you hope it is. Without a `cron` the change is empty and answers 200, so a misspelt field looks like success; without a body it is a 500. Fastify checks a schema before your code runs.',
    },
    {
      file: 'a-glance-is-enough.ts',
      fails: ['a job can be looked at'],
      belief:
        'You show the expression and leave out whether the job is paused. Somebody looks, sees "every day at nine", and waits for a run that will not come. What a reader has to know to predict the next run belongs into the answer.',
    },
    {
      file: 'saves-then-looks.ts',
      fails: ['what is refused leaves no trace'],
      belief:
        'You save before you have checked. The answer is 400, and the bad expression is in the store all the same, for the next start to trip over. First everything that may refuse, then the write.',
    },
    {
      file: 'answers-and-forgets.ts',
      fails: [
        'pause and resume change the job, and asked twice they do the same',
        'a job can be moved',
        'moving a paused job leaves it paused, whatever else the body says',
      ],
      belief: 'You answer the job as it would be, and save nothing. The button works until somebody reloads the page.',
    },
    {
      file: 'by-hand-only-when-awake.ts',
      fails: ['a job can be started by hand, paused or not'],
      belief:
        'You refuse to start a paused job by hand. Pausing the schedule and trying the job once by hand is just what one does after a repair. The pause is about the schedule.',
    },
    {
      file: 'a-run-by-hand-resumes.ts',
      fails: ['a run by hand leaves the job as it was'],
      belief:
        'You resume the job when somebody starts it by hand. They wanted to see whether the repair works, and at three in the morning it runs again by itself. A run by hand leaves the schedule alone.',
    },
    {
      file: 'a-link-may-press-it.ts',
      fails: ['to look changes nothing: GET neither pauses nor runs'],
      belief:
        'You let GET press the button, since it is handy in a browser. Browsers fetch links ahead, chat programs fetch them for a preview, and a picture on a foreign page can be such an address. GET looks; POST does.',
    },
    {
      file: 'counts-from-the-old-next.ts',
      fails: [
        'a paused job has no next run, a resumed one the next from now',
        'what was spared by a pause is not made up for',
        'another expression moves the next run',
        'pause and resume change the job, and asked twice they do the same',
        'a job can be moved',
      ],
      belief:
        'You count on from the next run on record. After a pause that lies far back, the scheduler sees a run that is a week late, and then the one after it: one resume fires again and again. Count from now.',
    },
    {
      file: 'resumes-from-yesterday.ts',
      fails: [
        'a paused job has no next run, a resumed one the next from now',
        'what was spared by a pause is not made up for',
        'pause and resume change the job, and asked twice they do the same',
      ],
      belief:
        'You give a resumed job the run it has just missed, so that nothing is lost. A job that was paused for a reason then starts the moment somebody presses resume. What a pause has spared is spared; whoever wants the run has a button for it.',
    },
    {
      file: 'now-is-next.ts',
      fails: ['the next run is later than the instant asked from'],
      belief:
        'You allow the next run to be the instant you ask from. The scheduler asks right after it has run the job, gets the same slot, and runs it again. The next run is strictly later.',
    },
    {
      file: 'never-is-null.ts',
      fails: [
        'an expression that never comes true is a RangeError too',
        'a bad expression is 400, and the answer says which field',
      ],
      belief:
        'You let an expression through that can never come true. The 31st of February is accepted with a 200, and whoever wrote it learns in a year that nothing ever ran. Refuse it while its author is still there.',
    },
    {
      file: 'an-error-of-the-library.ts',
      fails: [
        'an expression that cannot be read is a RangeError that quotes it',
        'a bad expression is refused for a paused job too',
        'a bad expression is 400, and the answer says which field',
      ],
      belief:
        "You let the library's own error out. Callers cannot tell it from a bug, the API answers 500, and with the next library all of them break. At the edge of a library its errors become yours.",
    },
  ],
});
