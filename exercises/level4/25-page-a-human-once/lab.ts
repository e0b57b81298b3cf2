import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'page-a-human-once',
  title: 'Page a human once',
  concepts: ['outcome', 'history'],
  needs: ['keep-a-record'],
  points: 20,
  note: 'level4-production',
  wrong: [
    {
      file: 'a-page-for-each-failure.ts',
      fails: [
        'look: however long it fails, within the hour it is said once',
        'look: a skip in between changes nothing',
        'look: a restart repeats nothing and forgets nothing',
        'lookAndRemind: however long it fails, within the hour it is said once',
        'lookAndRemind: a skip in between changes nothing',
        'lookAndRemind: a restart repeats nothing and forgets nothing',
        'what lasts is said again after an hour, and not before',
        'the hour is counted from the last page',
        'what could not be said is said at the next look',
      ],
      belief:
        'You page for each failure. After the third mail nobody reads them, and the one about the full disk is somewhere among them. A page asks a person to do something now: once, when it begins, and then it is known.',
    },
    {
      file: 'one-failure-is-enough.ts',
      fails: [
        'look: two failures are not worth a page, three are',
        'lookAndRemind: two failures are not worth a page, three are',
        'what lasts is said again after an hour, and not before',
        'a page that failed makes the look reject',
      ],
      belief:
        'You page at the first failure. Most failures are over with the next run, and whoever was woken for nothing three times will not get up the fourth. Wait until it has failed often enough to be more than a gust.',
    },
    {
      file: 'never-recovers.ts',
      fails: [
        'look: when it works again that is said, once, and the next time it fails is a new alert',
        'look: a restart repeats nothing and forgets nothing',
        'look: every job has its own alert',
        'lookAndRemind: when it works again that is said, once, and the next time it fails is a new alert',
        'lookAndRemind: a restart repeats nothing and forgets nothing',
        'lookAndRemind: every job has its own alert',
        'what could not be said is said at the next look',
      ],
      belief:
        'You open an alert and never close it. Somebody gets up to mend what has been working for an hour, and the next real failure says nothing, since the alert is still open. Say that it is over, and be ready for the next.',
    },
    {
      file: 'forgets-on-restart.ts',
      fails: [
        'look: a restart repeats nothing and forgets nothing',
        'lookAndRemind: a restart repeats nothing and forgets nothing',
      ],
      belief:
        'You keep open alerts in memory. Each restart pages again for all that is known, and what was open before it is never closed. Processes are restarted most often just when things go wrong. Keep it in the store.',
    },
    {
      file: 'a-skip-is-all-right.ts',
      fails: [
        'a skip is neither a failure nor a success',
        'look: a skip in between changes nothing',
        'lookAndRemind: a skip in between changes nothing',
      ],
      belief:
        'You take a skipped run for a good one. A job that hangs makes all others skip, and you report that it has recovered. A skip says nothing about health.',
    },
    {
      file: 'a-skip-is-a-failure.ts',
      fails: ['a skip is neither a failure nor a success'],
      belief:
        'You take a skipped run for a bad one. Three skips because one run took long, and somebody is woken. A skip says nothing about health.',
    },
    {
      file: 'failures-ever.ts',
      fails: [
        'failures are counted back to the last success',
        'a skip is neither a failure nor a success',
        'look: when it works again that is said, once, and the next time it fails is a new alert',
        'look: a restart repeats nothing and forgets nothing',
        'look: every job has its own alert',
        'lookAndRemind: when it works again that is said, once, and the next time it fails is a new alert',
        'lookAndRemind: a restart repeats nothing and forgets nothing',
        'lookAndRemind: every job has its own alert',
        'what could not be said is said at the next look',
      ],
      belief:
        'You count all failures there ever were. Three in a year, with ten thousand successes between them, open an alert that cannot close. What counts is the row that has not been broken by a success.',
    },
    {
      file: 'one-alert-for-all.ts',
      fails: ['look: every job has its own alert', 'lookAndRemind: every job has its own alert'],
      belief:
        'You keep one alert for everything. While the import is known to fail, the digest fails in silence; and when the import recovers you report it for both. Each job has its own.',
    },
    {
      file: 'writes-then-pages.ts',
      fails: ['what could not be said is said at the next look'],
      belief:
        'You note that it was said, and then say it. When the mail server is away just then, the note says that everybody knows, and nobody does. Said twice is a nuisance; never said is an outage. Page first, then write.',
    },
    {
      file: 'the-pager-never-fails.ts',
      fails: ['what could not be said is said at the next look', 'a page that failed makes the look reject'],
      belief:
        'You swallow the error of the pager, and note that it was said. It was not, and it never will be. Let the error through, and write nothing: the next look tries again.',
    },
    {
      file: 'the-trouble-of-the-pager-is-not-ours.ts',
      fails: ['a page that failed makes the look reject'],
      belief:
        'You try again at the next look, but hide that the page failed. If the pager stays away, the one thing that could have told somebody is silent about itself. Let the look reject, so that it is at least in the log.',
    },
    {
      file: 'once-and-for-all.ts',
      fails: [
        'what lasts is said again after an hour, and not before',
        'the hour is counted from the last page',
        'what could not be said is said at the next look',
      ],
      belief:
        'You say it once, however long it lasts. The telephone was in another room, and in the morning it is an outage of eight hours that had been announced. Remind, but seldom.',
    },
    {
      file: 'reminds-from-the-first-hour-on.ts',
      fails: ['what lasts is said again after an hour, and not before', 'the hour is counted from the last page'],
      belief:
        'You do not note that you have reminded. From the end of the first hour on every look is a reminder, once a minute, which is the flood again, an hour later. Count from the last page.',
    },
    {
      file: 'minutes-are-enough.ts',
      fails: [
        'lookAndRemind: however long it fails, within the hour it is said once',
        'lookAndRemind: a skip in between changes nothing',
        'lookAndRemind: a restart repeats nothing and forgets nothing',
        'what lasts is said again after an hour, and not before',
        'the hour is counted from the last page',
      ],
      belief:
        'You remind every minute. That is a page for each failure by another name. A reminder is for somebody who did not hear the first, and an hour is soon enough.',
    },
  ],
});
