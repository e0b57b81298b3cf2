import { join } from 'node:path';
import { loadCatalogue, selectLab } from './grader/catalogue.ts';
import { readArguments } from './grader/options.ts';
import { openGrader } from './grader/session.ts';
import { runTool } from './grader/tool-error.ts';
import { giveHint } from './hints/give-hint.ts';
import { openSolution, solutionIsOpen } from './hints/solution.ts';
import { currentLab } from './progress/current.ts';
import { ProgressStore } from './progress/store.ts';
import { ask } from './terminal/ask.ts';

const USAGE = 'npm run hint [-- <lab>] [--solution [--yes]]';

/** One rung at a time for the first task that does not pass, or the solution to whoever insists. */
await runTool(async () => {
  const { values, positionals } = readArguments({ solution: { type: 'boolean' }, yes: { type: 'boolean' } }, USAGE);
  const catalogue = await loadCatalogue();
  const store = new ProgressStore(console.error);
  const [word] = positionals;
  const entry = word ? selectLab(catalogue, word) : currentLab(catalogue, store.read());
  if (values.solution) {
    const question = `You have not passed "${entry.lab.title}" yet. Show the solution all the same? It is recorded.`;
    const open = solutionIsOpen(store.read(), entry.lab.id) || values.yes || (await ask(question));
    if (!open) return 1;
    console.log(openSolution(entry, store).join('\n'));
    return 0;
  }
  const grader = openGrader({ workers: 1 });
  const [verdict] = await grader.grade([{ entry, subjects: [join(entry.folder, 'exercise.ts')] }]);
  await grader.close();
  console.log(giveHint(entry, verdict, store).join('\n'));
  return 0;
});
