import { stopRequested } from '../../examples/shared/shutdown.ts';
import { runTool } from './grader/tool-error.ts';
import { runCourse } from './watch/run-course.ts';

/** Grades every lab the moment it is saved. */
await runTool(async () => {
  const stop = new AbortController();
  void stopRequested().then(() => stop.abort());
  return runCourse({ withSite: false, stop: stop.signal });
});
process.exit();
