import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'who-may-press-the-button',
  title: 'Who may press the button',
  concepts: ['job', 'run'],
  needs: ['control-api'],
  points: 25,
  note: 'level4-production',
  wrong: [
    {
      file: 'open-when-unset.ts',
      fails: ['without the admin\u2019s key the door does not open at all'],
      belief:
        'You go on without a key when none is set. It is convenient on your desk, and on the new machine, where nobody set the variable, the door stands open to everybody and says nothing. A door without a key stays shut.',
    },
    {
      file: 'any-key-will-do.ts',
      fails: ['a key that could be guessed is refused, and so is one key for two roles'],
      belief:
        'You accept whatever is set. A token of four letters is found in minutes, and one token for both roles makes every viewer an admin. It is checked once, at the start, when the person who can mend it is watching.',
    },
    {
      file: 'a-viewer-is-a-must.ts',
      fails: ['the keys are those of the environment, and a viewer may be left out'],
      belief:
        'You insist on a key that is not needed. People then set it to something, anything, to get past you, and there is a key nobody looks after.',
    },
    {
      file: 'compares-with-equals-signs.ts',
      fails: ['whether two tokens are the same is decided by equal alone'],
      belief:
        'You compare with `===`, or with something that works like it. It stops at the first difference, and how long it took tells how much of a guess was right. Leave the comparison to `equal`, which always goes to the end.',
    },
    {
      file: 'finds-then-stops.ts',
      fails: ['how much is compared tells nothing: the same for a key, a near miss and a wild guess'],
      belief:
        'You stop at the first key that fits. The answer for an admin then takes one comparison and the one for a viewer two, which tells from outside which kind of token was offered. Compare with all of them, then answer.',
    },
    {
      file: 'compares-the-texts.ts',
      fails: [
        'each key has its role, and nothing else has one',
        'without a viewer\u2019s key nobody is a viewer',
        'how much is compared tells nothing: the same for a key, a near miss and a wild guess',
      ],
      belief:
        'You hand the tokens themselves to `equal`. It throws when their lengths differ, so a wrong guess is a 500, which also tells how long the token is. Digests have one length, whatever was offered.',
    },
    {
      file: 'checks-the-length-first.ts',
      fails: [
        'whether two tokens are the same is decided by equal alone',
        'how much is compared tells nothing: the same for a key, a near miss and a wild guess',
      ],
      belief:
        'You turn away tokens of a wrong length before you compare. It is quick, and that is the trouble: by the time it takes, anybody can find out how long the token is. Digests make the lengths equal without an extra answer.',
    },
    {
      file: 'nothing-is-a-viewer.ts',
      fails: ['without a viewer\u2019s key nobody is a viewer'],
      belief:
        'You make a key of a missing one. Turned into text it is `undefined`, which is a word anybody can send. A role without a key is a role nobody has.',
    },
    {
      file: 'everybody-may-press.ts',
      fails: ['a viewer may look, an admin may do everything'],
      belief:
        'You ask for the admin only where something is deleted. To run a job, pause it or move it can do as much harm. What is not a look is a change: GET and HEAD for viewers, all else for the admin.',
    },
    {
      file: 'a-look-is-free.ts',
      fails: ['without a valid token everything is 401', 'a token in the address is no token'],
      belief:
        'You let anybody look, as long as they offer no token at all. What a scheduler shows, the names of jobs, addresses, errors and logs, is a map for whoever wants in. Looking takes a key too, which is what the viewer is for.',
    },
    {
      file: 'the-token-may-be-in-the-address.ts',
      fails: ['a token in the address is no token'],
      belief:
        "You also take the token from the address, for links that can be clicked. Addresses are written down everywhere: in the access log, in the browser's history, in the Referer of the next page. The header is written down nowhere.",
    },
    {
      file: 'the-header-says-who.ts',
      fails: ['a header cannot make one sender look like many'],
      belief:
        'You count by `X-Forwarded-For`. The sender writes that header, and with another value in each request nobody is ever counted twice. Only the address of the connection cannot be chosen freely.',
    },
    {
      file: 'one-count-for-all.ts',
      fails: ['another address is not shut out with it'],
      belief:
        'You keep one count for everybody. Five wrong guesses from anywhere shut out the admin, and whoever wants to keep the admin out has to send five requests a minute. Count for each address.',
    },
    {
      file: 'a-right-token-is-never-shut-out.ts',
      fails: ['five wrong tokens, and the address is shut out for a minute, right tokens included'],
      belief:
        'You look at the token first, and count only when it is wrong. Then guessing may go on at full speed: all guesses but the right one are 429, and the right one gets in. Who guesses too much is not listened to any more.',
    },
    {
      file: 'counts-every-request.ts',
      fails: ['a viewer may look, an admin may do everything', 'who is right is not counted, however often'],
      belief:
        'You count all requests, not the wrong ones. The dashboard that asks every second with a good token is shut out after five seconds. A limit on guessing counts guesses.',
    },
    {
      file: 'never-forgets.ts',
      fails: ['mistakes of long ago are forgotten'],
      belief:
        'You keep old mistakes. Four typing errors in a month, and the fifth shuts the admin out. Only the last minute counts.',
    },
    {
      file: 'no-limit.ts',
      fails: [
        'five wrong tokens, and the address is shut out for a minute, right tokens included',
        'a header cannot make one sender look like many',
      ],
      belief:
        'You let anybody guess as often as they like. A comparison that gives nothing away is of little use against ten thousand guesses a second. After five wrong ones from an address, stop listening to it for a minute.',
    },
  ],
});
