import { stopRequested } from '../../examples/shared/shutdown.ts';
import { runTool } from './grader/tool-error.ts';
import { runCourse } from './watch/run-course.ts';

/** The whole course: labs graded the moment they are saved, and the site to read beside them. */
await runTool(async () => {
  const stop = new AbortController();
  void stopRequested().then(() => stop.abort());
  return runCourse({ withSite: true, stop: stop.signal });
});
process.exit();
