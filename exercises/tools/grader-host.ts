import { type Run, startRun } from './grader/run.ts';
import type { Question } from './grader/session.ts';

/**
 * The process in which learners' code is graded. It is one of its own because code under grade may do anything: block
 * a thread for good, end the process, eat all memory. Whoever asked then kills it and starts another.
 */
const run: Run = await startRun(Number(process.argv[2]));

process.on('message', async ({ requests, options }: Question) => {
  process.send?.({ outcomes: await run.grade(requests, options) });
});
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });
