import { join } from 'node:path';
import { styleText } from 'node:util';
import { reportCard } from './card/card.ts';
import { tests } from './gate/steps.ts';
import { type LabEntry, loadCatalogue, selectLabs } from './grader/catalogue.ts';
import { readArguments } from './grader/options.ts';
import { reportLab } from './grader/report.ts';
import { openGrader } from './grader/session.ts';
import { runTool } from './grader/tool-error.ts';
import { countTasks } from './grader/verdict.ts';
import { standingOf, withGrade } from './progress/progress.ts';
import { ProgressStore } from './progress/store.ts';

const USAGE = 'npm test [-- <lab or level> …]';

/** Everything at once: the quick tests of the course's own code and your labs, ending in the report card. */
await runTool(async () => {
  const { positionals } = readArguments({}, USAGE);
  const catalogue = await loadCatalogue();
  const chosen = new Set(positionals.flatMap((word) => selectLabs(catalogue, word)));
  const named = chosen.size > 0;
  const entries = named ? catalogue.filter((entry) => chosen.has(entry)) : catalogue;
  if (!named) console.log("The course's own tests, and your labs: this takes a while.\n");
  const own = named ? undefined : testOwnCode();
  const verdicts = await gradeLabs(entries);
  for (const [entry, verdict] of verdicts) {
    if (named || standingOf(verdict) !== 'not started') console.log(`${reportLab(entry, verdict).join('\n')}\n`);
  }
  const result = await own;
  if (result) console.log(`${result.lines.join('\n')}\n`);
  console.log(`${reportCard(entries, (entry) => standingOf(verdicts.get(entry)!)).join('\n')}\n`);
  const tasks = countTasks([...verdicts.values()]);
  const passed = tasks.passed + (result?.passed ?? 0);
  const failed = tasks.failed + (result?.failed ?? 0);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});

async function gradeLabs(entries: readonly LabEntry[]) {
  const grader = openGrader({ workers: 1 });
  const requests = entries.map((entry) => ({ entry, subjects: [join(entry.folder, 'exercise.ts')] }));
  const verdicts = await grader.grade(requests);
  await grader.close();
  const store = new ProgressStore(console.error);
  const now = new Date();
  store.update((before) =>
    verdicts.reduce((progress, verdict) => withGrade(progress, verdict.lab, standingOf(verdict), now), before),
  );
  return new Map(entries.map((entry, index) => [entry, verdicts[index]!]));
}

/** A second process, so that it and the labs have a core each. */
async function testOwnCode() {
  const stop = new AbortController();
  // Whoever presses Ctrl+C does not want the labs graded to their end either.
  const onSignal = () => {
    stop.abort();
    process.exit(130);
  };
  process.once('SIGINT', onSignal);
  const { passed, failed, lines } = await tests('unit').run(stop.signal, () => {});
  process.off('SIGINT', onSignal);
  const mark = failed === 0 ? styleText('green', '✓') : styleText('red', '✗');
  return {
    passed,
    failed,
    lines: [`${mark} the course's own code: ${passed} tests passed, ${failed} failed`, ...lines],
  };
}
