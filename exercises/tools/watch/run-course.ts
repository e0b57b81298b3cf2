import { join } from 'node:path';
import { loadCatalogue, ROOT } from '../grader/catalogue.ts';
import { openGrader } from '../grader/session.ts';
import { ProgressStore } from '../progress/store.ts';
import { openSite, type Site } from '../site/site.ts';
import { Course } from './course.ts';
import { openInteractive } from './interactive.ts';
import type { Interface } from './interface.ts';
import { lockCourse } from './lock.ts';
import { openPlain } from './plain.ts';
import { eventsArrive, watchLabs } from './save-events.ts';

const OWN = join(ROOT, '.clockwork');
const NO_EVENTS =
  'No file events arrive here, as on some network drives and in some containers. Press Enter after you save.';

/** Watches the labs until somebody quits or `stop` aborts; with the site beside it when asked for. */
export async function runCourse({ withSite, stop }: { withSite: boolean; stop: AbortSignal }): Promise<number> {
  const lock = lockCourse(join(OWN, 'course.lock'));
  const catalogue = await loadCatalogue();
  const grader = openGrader({ workers: 1 });
  const quit = new AbortController();
  const early: string[] = [];
  let shown: Interface | undefined;
  const warn = (line: string) => (shown ? shown.warn(line) : void early.push(line));
  const store = new ProgressStore(warn);
  const course = new Course({ catalogue, store, grader });
  const open = process.stdin.isTTY && process.stdout.isTTY ? openInteractive : openPlain;
  shown = open(course, () => quit.abort());
  early.forEach(shown.warn);

  const watcher = watchLabs(catalogue, (entry) => void course.saved(entry));
  course.grade([course.current]);
  void eventsArrive(OWN).then((arrive) => arrive || warn(NO_EVENTS));
  const site = withSite ? startSite(course, shown) : undefined;

  await Promise.race([aborted(quit.signal), aborted(stop)]);
  watcher.close();
  shown.close();
  await Promise.all([grader.close(), site?.then((running) => running?.close())]);
  lock.release();
  return 0;
}

/** The site is a companion: without it the course goes on. */
async function startSite(course: Course, shown: Interface): Promise<Site | undefined> {
  const site = await openSite();
  if ('problem' in site) {
    shown.warn(`The site did not start: ${site.problem}`);
    return undefined;
  }
  const share = () =>
    site.share({
      progress: course.store.read(),
      current: course.current.lab.id,
      verdict: course.verdictOf(course.current),
    });
  course.onChange(share);
  share();
  shown.siteReady(site.address);
  return site;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
