import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'at-most-n',
  title: 'At most n',
  concepts: ['semaphore', 'clock skew'],
  needs: ['lease-that-renews'],
  points: 25,
  note: 'level3-many-machines',
  wrong: [
    {
      file: 'a-counter-will-do.ts',
      fails: [
        'until its time is up a permit is not given to another, and then it is',
        'the permit of a dead holder becomes free while the others go on',
        'a holder that asks again keeps its one permit',
        'a holder may go on when all permits are taken',
        'every permit has a time of its own',
        'who is refused takes nothing',
        'nothing is left when nobody holds a permit any more',
        'returning what one does not have frees nothing',
      ],
      belief:
        'You count up when somebody begins and down when they end. Whoever is killed in between is counted for ever, and after as many crashes as there are permits nobody gets in; whoever returns twice lets one too many in for ever. Keep the holders, not their number, each with an end.',
    },
    {
      file: 'reads-then-writes.ts',
      fails: ['however many ask at once, no more get a permit than there are, and no fewer'],
      belief:
        'You sweep, count and add in separate commands. Seven nodes that count at once all see an empty pool, and all enter. The bank closes your account at the fourth connection. One script.',
    },
    {
      file: 'my-clock-is-right.ts',
      fails: [
        'a node whose clock is ahead takes no permit that is in use',
        'a node whose clock is behind has a permit as good as any',
      ],
      belief:
        "You take the time from the machine that asks. One whose clock is a minute ahead sweeps out everybody's permits, and one that is a minute behind has its own swept at once: both let in more than the limit. Use the server's clock, which all of them share.",
    },
    {
      file: 'add-then-count.ts',
      fails: ['who is refused takes nothing'],
      belief:
        'You add the holder first and then refuse it if that was too many, leaving it in the set. It was told no and is counted, so the pool fills up with those who are not let in. Count first; add only whom you let in.',
    },
    {
      file: 'the-set-ends-by-itself.ts',
      fails: [
        'the permit of a dead holder becomes free while the others go on',
        'every permit has a time of its own',
        'who is refused takes nothing',
      ],
      belief:
        'You give the set an end and never sweep the members. As long as one holder renews, the set lives, and with it every dead member. Sweep out what has ended each time you look.',
    },
    {
      file: 'every-question-is-a-permit.ts',
      fails: [
        'the permit of a dead holder becomes free while the others go on',
        'a holder that asks again keeps its one permit',
        'a holder may go on when all permits are taken',
        'asking again gives the whole time anew',
        'who is refused takes nothing',
      ],
      belief:
        'You give each question a permit of its own. A holder that renews has two, then three, and locks out the others by being careful. One holder, one member: the second question moves its end.',
    },
    {
      file: 'full-is-full.ts',
      fails: [
        'a holder may go on when all permits are taken',
        'asking again gives the whole time anew',
        'who is refused takes nothing',
      ],
      belief:
        'You refuse when the pool is full and forget to look whether the one who asks is in it. So a holder loses its permit just when there is demand for it, in the middle of its work. Who is in may go on.',
    },
    {
      file: 'and-one-for-luck.ts',
      fails: [
        'however many ask at once, no more get a permit than there are, and no fewer',
        'until its time is up a permit is not given to another, and then it is',
        'a holder that asks again keeps its one permit',
        'asking again gives the whole time anew',
        'every permit has a time of its own',
        'who is refused takes nothing',
        'a node whose clock is ahead takes no permit that is in use',
        'a node whose clock is behind has a permit as good as any',
        'returning leaves the permits of the others alone',
        'returning what one does not have frees nothing',
      ],
      belief:
        'You refuse beyond the limit when it is already passed: with two permits three get in. Before you add one, there have to be fewer than the limit.',
    },
    {
      file: 'mine-already.ts',
      fails: ['asking again gives the whole time anew'],
      belief:
        'You tell a holder that it may go on and leave its end where it was. It believes in a whole time and has the rest of the old one; another comes in while it works. Yes means: for the whole time from now.',
    },
    {
      file: 'one-end-for-all.ts',
      fails: ['asking again gives the whole time anew', 'every permit has a time of its own'],
      belief:
        'You give the set its end when the first holder comes in. When that is over, the whole set goes, with permits that others took a second ago. Move the end of the set with each permit.',
    },
    {
      file: 'no-end-to-the-set.ts',
      fails: ['nothing is left when nobody holds a permit any more'],
      belief:
        'You sweep members and give the set no end. When the last holder of a pool dies, nobody looks any more, and the key stays. With a pool for each customer that is how Redis fills up. Let the set end with its last permit.',
    },
    {
      file: 'time-will-tell.ts',
      fails: ['a returned permit is free at once', 'returning leaves the permits of the others alone'],
      belief:
        'You leave a returned permit to run out. With work of 100 ms and permits of 30 s, three permits serve six requests a minute instead of eighteen hundred. The end is for the dead; whoever lives returns.',
    },
    {
      file: 'all-go-home.ts',
      fails: ['returning leaves the permits of the others alone', 'returning what one does not have frees nothing'],
      belief:
        'You delete the set when one holder returns. All the others are forgotten and go on working, and as many again are let in. Remove this holder only.',
    },
    {
      file: 'the-oldest-goes.ts',
      fails: ['returning what one does not have frees nothing'],
      belief:
        'You remove whichever permit ends next, as if permits were alike. The holder it belonged to is still at work and no longer counted. Remove the one of the holder that returns.',
    },
  ],
});
