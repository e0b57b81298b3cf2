import { loadCatalogue, selectLab } from './grader/catalogue.ts';
import { readArguments } from './grader/options.ts';
import { runTool, ToolError } from './grader/tool-error.ts';
import { resetLab } from './progress/reset.ts';
import { ask } from './terminal/ask.ts';

const USAGE = 'npm run reset -- <lab> [--yes]';

/** Starts a lab over: asks first, and keeps what was there. */
await runTool(async () => {
  const { values, positionals } = readArguments({ yes: { type: 'boolean' } }, USAGE);
  const [word] = positionals;
  if (!word) throw new ToolError(`Which lab? ${USAGE}`);
  const entry = selectLab(await loadCatalogue(), word);
  const question = `Put exercises/${entry.name}/exercise.ts back as it was handed out? A copy of yours is kept.`;
  if (!(values.yes || (await ask(question)))) {
    console.log('Nothing changed.');
    return 1;
  }
  console.log(resetLab(entry, new Date()));
  return 0;
});
