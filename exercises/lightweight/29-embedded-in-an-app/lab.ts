import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'embedded-in-an-app',
  title: 'Embedded in an app',
  concepts: ['shutdown', 'drain'],
  needs: ['cron-task-lifecycle'],
  points: 20,
  note: 'lightweight-intro',
  wrong: [
    {
      file: 'building-is-running.ts',
      fails: [
        'building the application starts nothing',
        'the scheduler starts after every plugin, also one that is registered later',
        'the application is not ready before the scheduler is',
        'a scheduler that cannot start keeps the application from getting ready',
      ],
      belief:
        'You start the scheduler where the application is built. Then jobs run before the database is connected, and every test that builds the application runs them, too, for real. Building is not running: hang the start on `onReady`.',
    },
    {
      file: 'a-plugin-like-any-other.ts',
      fails: ['the scheduler starts after every plugin, also one that is registered later'],
      belief:
        'You start the scheduler in a plugin. Plugins load in the order in which they were registered, so one registered after yours is not there yet when the first job runs, and whether that hurts depends on the order of lines in another file. `onReady` comes after all of them.',
    },
    {
      file: 'ready-does-not-wait.ts',
      fails: [
        'the application is not ready before the scheduler is',
        'a scheduler that cannot start keeps the application from getting ready',
      ],
      belief:
        'You start the scheduler in the right hook, but do not let it wait. The application reports that it is ready while its jobs may never come to run; the load balancer sends requests, the deploy goes on to the next machine. Give the promise to the hook.',
    },
    {
      file: 'the-show-must-go-on.ts',
      fails: ['a scheduler that cannot start keeps the application from getting ready'],
      belief:
        'You log that the scheduler could not start, and go on without it. The site is up, so nobody looks at the log, and on the first of the month no invoices go out. A deploy that fails at once is cheaper: let `ready()` reject.',
    },
    {
      file: 'when-it-listens.ts',
      fails: [
        'the scheduler starts after every plugin, also one that is registered later',
        'the application is not ready before the scheduler is',
        'a scheduler that cannot start keeps the application from getting ready',
      ],
      belief:
        'You start the scheduler when the application begins to listen. By then it takes requests, whether jobs run or not; Fastify does not wait for `onListen`, and an error there is only logged. In a test, which listens on no port, the scheduler never starts, so nobody tests it.',
    },
    {
      file: 'with-every-request.ts',
      fails: [
        'the scheduler starts after every plugin, also one that is registered later',
        'the application is not ready before the scheduler is',
        'a scheduler that cannot start keeps the application from getting ready',
        'requests do not start it again',
      ],
      belief:
        'You start the scheduler when a request comes. Until the first one nothing runs, which on a quiet night is until morning; and with each further request it is started again, so that the busiest hour has the most schedulers. `onReady` runs once, before any request.',
    },
    {
      file: 'close-does-not-wait.ts',
      fails: [
        'close is over only when the last run has ended',
        'what jobs use is open until the last run has ended',
        'a stop that fails is not kept quiet',
      ],
      belief:
        'You ask the scheduler to stop and do not wait. `close()` is over at once, the process exits, and the run that was going is cut off in its middle, at every deploy. Return the promise of the stop from the hook.',
    },
    {
      file: 'on-close-is-early-enough.ts',
      fails: ['what jobs use is open until the last run has ended'],
      belief:
        'You stop the scheduler in `onClose`. Fastify runs these hooks from the inside out: what a plugin opened is closed before the application around it, and so the last job writes into a database that is gone. `preClose` comes before all of them.',
    },
    {
      file: 'nobody-reads-errors-at-the-end.ts',
      fails: ['a stop that fails is not kept quiet'],
      belief:
        'You catch the error of a stop and log it. Then `close()` resolves, the process exits with 0, and the orchestrator notes a clean shutdown, while the run that was going is on record for ever as running. Let `close()` reject; `main.ts` turns that into an exit code.',
    },
    {
      file: 'listens-for-signals.ts',
      fails: [
        'closing the application stops the scheduler',
        'close is over only when the last run has ended',
        'what jobs use is open until the last run has ended',
        'a stop that fails is not kept quiet',
        'signals are left to whoever runs the application',
      ],
      belief:
        'You listen for SIGTERM inside the application. A test that builds it a hundred times has a hundred listeners, a reload stops nothing, and two parts of the program now race to end it. Signals belong to `main.ts`, which calls `app.close()`; you hang on that.',
    },
    {
      file: 'a-reload-is-a-start.ts',
      fails: [
        'two applications are never ready at once',
        'the application that was replaced is closed',
        'reloads asked for at once come one after the other',
      ],
      belief:
        'You start the new application and forget the old one. Nothing refers to it any more, but its timers do not know that: after twenty saved files every job runs twenty-one times. Whoever starts anew has to close first.',
    },
    {
      file: 'opens-before-it-closes.ts',
      fails: ['two applications are never ready at once', 'reloads asked for at once come one after the other'],
      belief:
        'You get the new application ready and then close the old one, so that there is no gap. For answering requests that is right. For jobs it means that for a moment two schedulers run, and a slot that falls into it runs twice.',
    },
    {
      file: 'closes-before-it-builds.ts',
      fails: ['when a build fails, the old application goes on'],
      belief:
        'You close the old application and then build the new one. One typing error, and there is none. Building starts nothing, so it can be done while the old one is still running: build first.',
    },
    {
      file: 'reloads-cross.ts',
      fails: ['reloads asked for at once come one after the other'],
      belief:
        'You let two reloads run side by side. Both close the same old application, both start a new one, and the one that is remembered last is the only one that will ever be closed. An editor that saves two files at once is enough. Begin a reload when the one before it has ended.',
    },
    {
      file: 'one-failure-blocks-all.ts',
      fails: ['after a reload that failed the next one works'],
      belief:
        'You chain each reload to the success of the one before. After one that failed the chain is rejected for good, and no later save has any effect until somebody restarts everything. Wait for the end, not for the success.',
    },
    {
      file: 'built-is-ready.ts',
      fails: [
        'a reload answers with an application that is ready',
        'the application that was replaced is closed',
        'when a build fails, the old application goes on',
        'after a reload that failed the next one works',
        'reloads asked for at once come one after the other',
      ],
      belief:
        'You answer with an application that is built, but not ready. Its plugins are still loading, its scheduler has not started, and when one of them fails, nobody holds the promise. Await `ready()`.',
    },
  ],
});
