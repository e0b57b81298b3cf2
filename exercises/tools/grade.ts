import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadCatalogue, selectLab } from './grader/catalogue.ts';
import { reportLab } from './grader/report.ts';
import { openGrader } from './grader/session.ts';
import { runTool, ToolError } from './grader/tool-error.ts';

const USAGE = 'npm run grade -- --lab <id or folder> [--subject <file>] [--seed <number>] [--json]';

/** Grades any file as a lab's subject: exit 0 when every task passes, 1 when one does not, 2 when nobody can say. */
await runTool(async () => {
  const options = readOptions();
  const entry = selectLab(await loadCatalogue(), options.lab);
  // npm runs scripts in the repository's folder; the path was typed where the shell is.
  const typedIn = process.env.INIT_CWD ?? process.cwd();
  const subject = resolve(typedIn, options.subject ?? resolve(entry.folder, 'exercise.ts'));
  const grader = openGrader({ workers: 1 });
  const [verdict] = await grader.grade([{ entry, subjects: [subject] }], { seed: options.seed });
  await grader.close();
  if (!verdict) throw new ToolError(`no verdict on ${subject}`);
  console.log(options.json ? JSON.stringify(verdict, null, 2) : reportLab(entry, verdict).join('\n'));
  return verdict.state === 'passed' ? 0 : verdict.state === 'unknown' ? 2 : 1;
});

function readOptions() {
  const { lab, subject, seed = '4711', json = false } = parse();
  if (!lab) throw new ToolError(`Which lab? ${USAGE}`);
  if (!/^\d+$/.test(seed)) throw new ToolError(`--seed ${seed}: expected a whole number`);
  return { lab, subject, seed: Number(seed), json };
}

function parse() {
  try {
    const text = { type: 'string' } as const;
    return parseArgs({ options: { lab: text, subject: text, seed: text, json: { type: 'boolean' } } }).values;
  } catch (error) {
    throw new ToolError(`${(error as Error).message}\n${USAGE}`);
  }
}
