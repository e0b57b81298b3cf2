import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'lease-that-renews',
  title: 'The lease that renews',
  concepts: ['lease', 'lock', 'monotonic clock', 'abort'],
  needs: ['first-lock'],
  points: 30,
  note: 'level3-many-machines',
  wrong: [
    {
      file: 'whoever-asks-renews.ts',
      fails: [
        'a renewal by anybody else is refused, and changes nothing',
        'a lease that changes hands during a renewal is not renewed',
        'a holder whose lease was given to another is told when it would renew',
      ],
      belief:
        'You prolong the key without looking whose it is. A node that was overtaken prolongs the lease of the one that overtook it, hears yes, and goes on working beside it: redbeat did just that and had two owners of one lock (sibson/redbeat#127). Only the owner may renew.',
    },
    {
      file: 'look-then-renew.ts',
      fails: ['a lease that changes hands during a renewal is not renewed'],
      belief:
        "You look whose the lease is and renew it in a second command. Between the two it can end and become another's; then you prolong theirs and believe it yours. Both in one script.",
    },
    {
      file: 'sets-it-again.ts',
      fails: [
        'a renewal by anybody else is refused, and changes nothing',
        'a lease that has ended is not renewed',
        'a lease that changes hands during a renewal is not renewed',
        'a holder whose lease was given to another is told when it would renew',
        'a release of what has become another’s leaves it alone',
      ],
      belief:
        "You renew by setting the key again. If the lease is another's by now, you have just taken it away from them, and both of you work. A renewal keeps what is yours; it never takes.",
    },
    {
      file: 'if-it-is-free-it-is-mine.ts',
      fails: ['a lease that has ended is not renewed'],
      belief:
        'You renew a lease that has ended, because the key was free. In the meantime another may have held it, worked and released it: the right to go on with what you began is gone. Stop, and stand in line again.',
    },
    {
      file: 'renews-by-a-second.ts',
      fails: ['a renewed lease lasts its whole time from then on, and no longer'],
      belief:
        'You add to what is left instead of starting anew. Every renewal puts the end further away, and after an hour a crash costs half a day. From now on, `leaseMs`, no more: that is all anybody should have to wait for the dead.',
    },
    {
      file: 'asks-when-it-is-over.ts',
      fails: [
        'while its holder lives, a lease is not given to another',
        'a short lease is renewed as surely as a long one',
        'a renewal without an answer is not yet a loss',
      ],
      belief:
        "You renew when the lease is over. Your question needs time to arrive, and by then it is another's; each long run is lost after one lease. Ask after a third: then two questions may go astray before you lose it.",
    },
    {
      file: 'a-second-is-soon.ts',
      fails: ['a short lease is renewed as surely as a long one'],
      belief:
        'You renew once a second, whatever the lease is. Somebody makes it shorter, for a quicker take-over, and from then on every lease is lost before its first renewal. The rhythm follows from the lease: a third of it.',
    },
    {
      file: 'loses-without-a-word.ts',
      fails: [
        'a holder whose lease was given to another is told when it would renew',
        'a holder that was paused past its end is told as soon as it goes on',
        'a holder that cannot reach Redis stops',
        'the next holder starts only when the one before has stopped',
        'a slow answer does not make the lease last longer',
      ],
      belief:
        'You notice that the lease is lost and tell nobody. The work goes on, another does the same work, and both finish (agenda/agenda#463). Abort the signal: it is what the work listens to.',
    },
    {
      file: 'only-redis-can-say-so.ts',
      fails: [
        'a holder that cannot reach Redis stops',
        'the next holder starts only when the one before has stopped',
        'a slow answer does not make the lease last longer',
      ],
      belief:
        "You stop only when Redis says that the lease is another's. When Redis cannot be reached it says nothing, and that is just when another gets the lease. Keep your own count of its end, and stop by it.",
    },
    {
      file: 'looks-at-the-clock-between-renewals.ts',
      fails: [
        'the next holder starts only when the one before has stopped',
        'a slow answer does not make the lease last longer',
      ],
      belief:
        'You compare with the end only when you are about to renew. While a question waits for its answer nobody looks, and the end passes: for a second or two you work beside the next holder. A timer of its own does not wait for anybody.',
    },
    {
      file: 'no-answer-is-a-no.ts',
      fails: ['a renewal without an answer is not yet a loss'],
      belief:
        'You count a renewal without an answer as a loss. One lost packet and a run that was two thirds done is thrown away, though the lease had seconds left. No answer is not a no: ask again while there is time.',
    },
    {
      file: 'counts-from-the-answer.ts',
      fails: ['a slow answer does not make the lease last longer'],
      belief:
        'You count the lease from when the answer came. Redis counts from when it heard the question, so a slow answer leaves you believing for seconds in a lease that another has. Count from before you asked: then you always stop first.',
    },
    {
      file: 'goes-on-after-release.ts',
      fails: ['after a release nothing is renewed, and nothing is lost'],
      belief:
        'You release the lease and go on renewing it. The next renewal is refused and reports a loss that is none; and if this owner takes the lease again, an old loop keeps it alive for ever. Stop the loop and the timer, then release.',
    },
    {
      file: 'release-by-key.ts',
      fails: ['a release of what has become another’s leaves it alone'],
      belief:
        "You delete the key when you are done, whoever holds it. If the lease was lost while you worked, you delete another's, and a third one starts. Release as you renew: only what is yours, in one step.",
    },
    {
      file: 'a-lease-of-its-own.ts',
      fails: ['what another holds is not given'],
      belief:
        'You ask for the lease and do not look at the answer. Everybody who asks believes to hold it, until a renewal says otherwise: that is a third of a lease in which all of them work.',
    },
    {
      file: 'the-first-renewal-gives-the-end.ts',
      fails: ['the lease of a holder that dies at once goes to another when its time is up'],
      belief:
        'You take the lease without an end and let the first renewal give it one. A holder that dies before that leaves a lease for ever, and nobody runs the job again until somebody deletes the key by hand. It needs its end from the start.',
    },
    {
      file: 'it-ends-by-itself.ts',
      fails: ['a release frees the lease at once'],
      belief:
        'You stop renewing and leave the rest to time. Every hand-over then costs a whole lease in which nobody works. The end is for holders that die; whoever lives releases.',
    },
  ],
});
