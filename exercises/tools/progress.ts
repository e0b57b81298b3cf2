import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { reportCard } from './card/card.ts';
import { loadCatalogue } from './grader/catalogue.ts';
import { readArguments } from './grader/options.ts';
import { runTool, ToolError } from './grader/tool-error.ts';
import { labProgress, parseProgress } from './progress/progress.ts';
import { ProgressStore } from './progress/store.ts';
import { progressTable } from './progress/table.ts';

const USAGE = 'npm run progress [-- export [<file>] | import <file>]';

/** Shows how far one has come, and carries it to another machine. */
await runTool(async () => {
  const [verb, name, ...rest] = readArguments({}, USAGE).positionals;
  const store = new ProgressStore(console.error);
  // npm runs scripts in the repository's folder; a path is meant where the shell is.
  const file = name === undefined ? undefined : resolve(process.env.INIT_CWD ?? process.cwd(), name);
  if (rest.length > 0) throw new ToolError(USAGE);
  if (verb === 'export') return exportTo(file, store);
  if (verb === 'import' && file) return importFrom(file, store);
  if (verb !== undefined) throw new ToolError(`progress ${verb}: expected export, or import with a file\n${USAGE}`);
  const catalogue = await loadCatalogue();
  const progress = store.read();
  const card = reportCard(catalogue, (entry) => labProgress(progress, entry.lab.id).state);
  console.log([...progressTable(catalogue, progress), '', ...card].join('\n'));
  return 0;
});

function exportTo(file: string | undefined, store: ProgressStore): number {
  const text = `${JSON.stringify(store.read(), null, 2)}\n`;
  if (!file) {
    process.stdout.write(text);
    return 0;
  }
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new ToolError(exists ? `${file} exists: name another file.` : (error as Error).message);
  }
  console.log(`Exported to ${file}`);
  return 0;
}

function importFrom(file: string, store: ProgressStore): number {
  try {
    const progress = parseProgress(readFileSync(file, 'utf8'));
    store.update(() => progress);
    console.log(`Imported ${Object.keys(progress.labs).length} labs from ${file}`);
    return 0;
  } catch (error) {
    throw new ToolError(`${file} cannot be imported: ${(error as Error).message}`);
  }
}
