import { spawn } from 'node:child_process';
import { basename, join } from 'node:path';
import { globSync } from 'tinyglobby';
import { nearest } from '../../examples/shared/nearest.ts';
import { ROOT } from './grader/catalogue.ts';
import { runTool, ToolError } from './grader/tool-error.ts';

/** Runs a benchmark by its name. Each lives beside what it measures, as `name.bench.ts`. */
await runTool(async () => {
  const files = globSync(['examples/**/*.bench.ts', 'exercises/**/*.bench.ts'], { cwd: ROOT });
  const names = files.map((file) => basename(file, '.bench.ts'));
  const [name, ...options] = process.argv.slice(2);
  if (!name) throw new ToolError(`Which benchmark? npm run bench -- ${names.sort().join(' | ')}`);
  const file = files[names.indexOf(name)];
  if (!file) throw new ToolError(`There is no benchmark "${name}". The nearest: ${nearest(name, names).join(', ')}.`);
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, file), ...options], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 1)));
});
