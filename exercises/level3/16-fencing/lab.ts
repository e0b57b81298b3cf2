import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'fencing',
  title: 'Fencing',
  concepts: ['fencing token', 'lease'],
  needs: ['lease-that-renews'],
  points: 20,
  note: 'level3-many-machines',
  wrong: [
    {
      file: 'a-timestamp-grows.ts',
      fails: [
        'machines that ask at the same moment get different tokens',
        'who asks later gets a larger token, whatever its clock says',
        'it says what the resource said',
        'one that died before it wrote does not keep the others from writing',
      ],
      belief:
        'You take the time for a token. Two machines that ask in one millisecond get the same, and one whose clock is behind gets a smaller one than the holder it replaces: the fence then refuses the living and lets the dead through. Count in one place: INCR.',
    },
    {
      file: 'get-then-set.ts',
      fails: ['machines that ask at the same moment get different tokens'],
      belief:
        'You read the counter and write it back in a second command. Two machines that read at once get the same token, and the resource cannot tell who came later. INCR does both in one step.',
    },
    {
      file: 'a-counter-must-not-stay-for-ever.ts',
      fails: ['after a quiet year tokens still grow'],
      belief:
        'You let the counter end after a quiet time. The next token is 1, and the resource, which remembers larger ones, refuses everybody from then on: the job stands still until somebody understands why. One small key may stay for ever.',
    },
    {
      file: 'equal-is-not-older.ts',
      fails: ['a token is good for one report'],
      belief:
        'You refuse only smaller tokens. The same holder that sends its report, hears nothing and sends it again gets it in twice: that is the copy you wanted to prevent. Equal is refused as well.',
    },
    {
      file: 'the-client-checks.ts',
      fails: [
        'an older token is refused',
        'a token is good for one report',
        'what is refused changes nothing',
        'one that died before it wrote does not keep the others from writing',
      ],
      belief:
        'Your resource takes whatever comes, and the writer looks beforehand whether its token is the newest. It can fall asleep between the look and the write: eight seconds of garbage collection are enough, and nothing on its side can notice. Only whoever takes the write can refuse it.',
    },
    {
      file: 'the-last-one-seen.ts',
      fails: ['what is refused changes nothing'],
      belief:
        'You remember the token of what you refused. One late write from long ago lowers the fence, and the next late one gets through. Remember only what you took.',
    },
    {
      file: 'one-after-the-other.ts',
      fails: ['a larger token is taken, though numbers are missing'],
      belief:
        'You expect the next number after the last. A holder that dies before it writes leaves a gap, and from then on you refuse everybody. Larger is all that counts.',
    },
    {
      file: 'tokens-are-text.ts',
      fails: ['ten is larger than nine'],
      belief:
        "You compare tokens as text, where '10' comes before '9'. For nine runs all is well. It happens easily when tokens come out of Redis or a header: make them numbers before you compare.",
    },
    {
      file: 'a-token-to-write-with.ts',
      fails: ['a machine that was paused and overtaken is refused'],
      belief:
        'You fetch the token just before you write. Whoever wakes from a long pause then gets the newest of all and overwrites the work of the one that took over. The token has to say when the work began: fetch it first.',
    },
    {
      file: 'asks-redis-once-more.ts',
      fails: ['one that died before it wrote does not keep the others from writing'],
      belief:
        'You ask Redis whether your token is still the newest and give up if it is not. But whoever has the newer one may have died before it wrote, and then nobody writes at all. Hand it to the resource: it knows what was written, and nothing can come between its look and its deed.',
    },
    {
      file: 'sent-is-written.ts',
      fails: ['a machine that was paused and overtaken is refused', 'it says what the resource said'],
      belief:
        'You answer true whatever the resource said. The caller then marks the slot as done and tells the customer, for a report that was refused. Pass its answer on.',
    },
  ],
});
