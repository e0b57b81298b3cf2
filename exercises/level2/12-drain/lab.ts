import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'drain',
  title: 'Drain',
  concepts: ['drain', 'deadline', 'shutdown'],
  needs: ['timeout-with-abort'],
  points: 25,
  note: 'level2-jobs-that-survive',
  wrong: [
    {
      file: 'takes-work-while-draining.ts',
      fails: ['once a drain has begun, no job is started'],
      belief:
        'You go on starting jobs while you wait for the last ones to end. On a busy queue there is always another, so the drain never gets done, and SIGKILL finds you with full hands. Shut the door first, then wait.',
    },
    {
      file: 'stops-them-at-once.ts',
      fails: [
        'a drain waits until the last run has ended',
        'what runs at the deadline is told to stop, and not sooner',
        'a drain names what it left, and only that',
        'a run that fails has ended',
      ],
      belief:
        'You abort everything the moment the drain begins. Most runs would have ended well within the grace; now each of them has to be repeated after every deploy. Let them work until the deadline, then abort.',
    },
    {
      file: 'waits-for-ever.ts',
      fails: [
        'a drain lasts no longer than its grace',
        'what runs at the deadline is told to stop, and not sooner',
        'a drain names what it left, and only that',
        'a second drain gets the answer of the first, and as soon',
      ],
      belief:
        "You wait for all runs, however long they take. One that hangs is enough, and the orchestrator kills the process with nothing tidied up: no connection closed, no run marked as left. A drain needs a deadline, shorter than the orchestrator's.",
    },
    {
      file: 'waits-the-whole-grace.ts',
      fails: [
        'a drain waits until the last run has ended',
        'a drain with nothing to wait for is over at once',
        'a run that fails has ended',
        'a drain leaves no timer',
      ],
      belief:
        'You always wait for the full grace. Every deploy takes thirty seconds a process, even when nothing is running. Wait for whichever comes first: all runs have ended, or the deadline.',
    },
    {
      file: 'leaves-without-a-word.ts',
      fails: ['what runs at the deadline is told to stop, and not sooner'],
      belief:
        'You leave at the deadline without telling the runs. Those that listen could have rolled back and let go of their locks; now they are cut off at some statement. Abort their signals.',
    },
    {
      file: 'names-all-it-waited-for.ts',
      fails: [
        'a drain waits until the last run has ended',
        'a drain names what it left, and only that',
        'a run that fails has ended',
      ],
      belief:
        'You name all that was running when the drain began, not what was left when it ended. Whoever reads the list will repeat work that is done. Look again after the wait.',
    },
    {
      file: 'only-success-is-an-end.ts',
      fails: ['a run that fails has ended'],
      belief:
        'You count a run as ended only when it succeeds. One that failed stays on the list for good, so each drain takes its full grace and then names a run that has long been over. Take it off however it ends.',
    },
    {
      file: 'leaves-the-timer.ts',
      fails: ['a drain leaves no timer'],
      belief:
        "You leave the deadline's timer waiting after all have ended. It keeps the process alive for the rest of the grace, and the deploy waits with it. Clear it when the race is decided.",
    },
    {
      file: 'every-drain-anew.ts',
      fails: ['a second drain gets the answer of the first, and as soon'],
      belief:
        'You begin a new drain with every call, with a new deadline. Ctrl+C followed by SIGTERM puts the end off each time, past the moment of SIGKILL. Remember the first drain, and give everybody its answer.',
    },
    {
      file: 'waits-for-the-aborted.ts',
      fails: [
        'a drain lasts no longer than its grace',
        'a drain names what it left, and only that',
        'a second drain gets the answer of the first, and as soon',
      ],
      belief:
        'You abort at the deadline and then wait for the aborted to end. A run that hangs does not listen to its signal either: that is why it was still there. After the deadline there is no more waiting.',
    },
    {
      file: 'closes-all-at-once.ts',
      fails: ['it drains, then closes one after the other in order, then exits with 0'],
      belief:
        'You close everything side by side. A worker that is closing still writes its last results to the queue; if that connection is gone first, they are lost. Close in order, one after the other.',
    },
    {
      file: 'closes-before-it-drains.ts',
      fails: [
        'it drains, then closes one after the other in order, then exits with 0',
        'a second signal exits at once, with 1',
      ],
      belief:
        'You close connections and then let the runs end. Each of them now fails at its next query, and what should have been an orderly end is a wave of errors at every deploy. Drain first.',
    },
    {
      file: 'a-stop-is-always-clean.ts',
      fails: ['it exits with 1 when runs were left', 'it exits with 1 when something could not be closed'],
      belief:
        'You exit with 0 whatever happened. The exit code is the one thing the orchestrator and the deploy script see: if runs were left behind or a connection did not close, say so with 1.',
    },
    {
      file: 'one-that-fails-ends-it.ts',
      fails: ['what cannot be closed does not keep the rest open'],
      belief:
        'You give up closing at the first failure. The connections after it stay open on the server until it notices, and with a small pool the new process finds no place. Try each of them.',
    },
    {
      file: 'only-the-drain-counts.ts',
      fails: ['it exits with 1 when something could not be closed'],
      belief:
        'You swallow errors while closing and exit with 0. A buffer that could not be flushed is lost data, and nobody will ever look. Close the rest, then exit with 1.',
    },
    {
      file: 'deaf-to-ctrl-c.ts',
      fails: ['Ctrl+C does the same', 'a second signal exits at once, with 1'],
      belief:
        'You listen to SIGTERM only. Ctrl+C sends SIGINT: the process dies half-way on your own machine, which is where you would have noticed that the shutdown does not work.',
    },
    {
      file: 'patience-with-the-impatient.ts',
      fails: ['a second signal exits at once, with 1'],
      belief:
        'You ignore the second signal. Whoever presses Ctrl+C again has understood that it will take a while and does not want to wait; the next thing they send is SIGKILL. Exit at once, with 1.',
    },
  ],
});
