import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'first-lock',
  title: 'The first lock',
  concepts: ['lock'],
  needs: [],
  points: 20,
  note: 'level3-many-machines',
  wrong: [
    {
      file: 'get-then-set.ts',
      fails: ['of all who ask at once, exactly one gets the lock'],
      belief:
        "You look whether the key is there and then set it. Two nodes that look in the same moment both find nothing, both set it, and both send the report: flask-apscheduler's users met this as every job running twice. Let Redis do both in one command: SET with NX.",
    },
    {
      file: 'no-end.ts',
      fails: [
        'a lock ends by itself when its time is up',
        'asking in vain does not make the lock last longer',
        'a node that dies while asking leaves no lock for ever',
      ],
      belief:
        "Your lock has no end. A node that is killed while it holds it never releases it, and the job does not run again until somebody deletes the key by hand: one project's crash left an overlap lock for 24 hours (pelican/panel#2555). Give the key an end with PX.",
    },
    {
      file: 'set-then-expire.ts',
      fails: ['a node that dies while asking leaves no lock for ever'],
      belief:
        'You set the key and give it an end in a second command. A node that dies between the two leaves a lock for ever. It is rare, so it will happen at night. SET takes NX and PX together.',
    },
    {
      file: 'everybody-prolongs.ts',
      fails: ['asking in vain does not make the lock last longer'],
      belief:
        "You set the end in a command of its own, whether or not you got the lock. Each node that asks in vain now pushes the end further away, so while anybody keeps asking a dead holder's lock never ends. SET takes NX and PX together, and leaves a key that is there alone.",
    },
    {
      file: 'redis-counts-in-seconds.ts',
      fails: ['until its time is up, a lock is not given to another', 'a lock ends by itself when its time is up'],
      belief:
        'You cut the time to whole seconds and set it with EX. A lock of 2.5 s then lasts 2, and for the last half second another may work beside its holder. PX takes milliseconds.',
    },
    {
      file: 'a-lock-needs-no-name.ts',
      fails: [
        'the lock says who holds it',
        'what its owner releases, the next may have',
        'a release says whether there was anything of its own',
      ],
      belief:
        "You store the same word whoever holds the lock. It cannot tell its owner from anybody else, so each release is everybody's, and whoever looks at a stuck lock at night cannot see which machine to ask. Store the owner, and compare with it.",
    },
    {
      file: 'release-by-key.ts',
      fails: [
        'a release by anybody else leaves the lock alone',
        'a lock that changes hands during a release stays with its new owner',
        'a release says whether there was anything of its own',
      ],
      belief:
        'You delete the key whoever holds it. A run that took too long deletes the lock of the node that came after it, and a third one starts beside it: one overrun becomes an avalanche. Delete it only if its value is yours, in one step.',
    },
    {
      file: 'get-then-del.ts',
      fails: ['a lock that changes hands during a release stays with its new owner'],
      belief:
        "You look whose lock it is and delete it in a second command. Between the two your lock can run out and become another's, and you delete theirs. Compare and delete in one Lua script: nothing on the server comes between.",
    },
    {
      file: 'released-is-released.ts',
      fails: ['a release says whether there was anything of its own'],
      belief:
        "You always answer true. That the lock was no longer yours means your work went on without it and another may have run beside you. It is the one thing the caller has to know: pass on the script's answer.",
    },
    {
      file: 'everything-is-a-key.ts',
      fails: [
        'what its owner releases, the next may have',
        'a release says whether there was anything of its own',
        'the lock is free when the work is done',
        'work that fails frees the lock',
      ],
      belief:
        'You count the owner among the keys, so it arrives as KEYS[2], ARGV is empty, and the comparison is never true: nothing is ever released, and each job waits until the lock runs out. The number after the script says how many of what follows are keys.',
    },
    {
      file: 'work-does-not-fail.ts',
      fails: ['work that fails frees the lock'],
      belief:
        'You release the lock after the work, which only happens when the work succeeds. After a failure the job stands still until the lock runs out, which is when somebody is waiting for the retry. Use `finally`.',
    },
    {
      file: 'it-ends-by-itself.ts',
      fails: ['the lock is free when the work is done', 'work that fails frees the lock'],
      belief:
        'You leave the lock to run out. Work that took 100 ms keeps the next one waiting for the rest of the time you gave it, and you gave it plenty to be safe. The end is for holders that die; whoever lives releases.',
    },
    {
      file: 'swallows-the-error.ts',
      fails: ['an error of the work reaches the caller'],
      belief:
        'You catch the error of the work. The caller hears that nothing ran, and the failure is in no log: nobody will look for what nobody has seen. Release in `finally` and let the error pass.',
    },
    {
      file: 'one-lock-for-all.ts',
      fails: [
        'a lock under another name is another lock',
        'the lock says who holds it',
        'what its owner releases, the next may have',
        'a release says whether there was anything of its own',
      ],
      belief:
        'You use one key for every lock. The cleanup waits for the report, the report for the mails, and one job that hangs stops all of them. What must not run beside itself is one job: the key it is given is its name.',
    },
    {
      file: 'works-anyway.ts',
      fails: ['only who has the lock works, and each is told'],
      belief:
        'You ask for the lock and work whatever the answer is. That is the lock that shows up in every code review as present and in every incident as absent. Return before the work if you did not get it.',
    },
  ],
});
