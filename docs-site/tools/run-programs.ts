import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Problem } from './problem.ts';
import type { Fence, Page } from './read-page.ts';

const LONGEST_RUN_MS = 20_000;

/** Runs each fence marked `ts run` and holds what it prints against the next fence, marked `output`. */
export async function runPrograms(root: string, file: string, page: Page): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const [index, fence] of page.fences.entries()) {
    if (/^ts run\b/.test(fence.info)) problems.push(...(await runProgram(root, file, fence, page.fences[index + 1])));
    else if (/^output\b/.test(fence.info) && !/^ts run\b/.test(page.fences[index - 1]?.info ?? '')) {
      problems.push(new Problem(file, fence.line, 'an output that no program before it prints'));
    }
  }
  return problems;
}

async function runProgram(root: string, file: string, fence: Fence, output: Fence | undefined): Promise<Problem[]> {
  const problem = (message: string) => [new Problem(file, fence.line, message)];
  if (!output || !/^output\b/.test(output.info)) return problem('the fence after this program is not marked output');
  const { error, stdout, stderr } = await print(root, fence.code);
  if (error) return problem(`the program failed: ${stderr.match(/^\w*Error.*$/m)?.[0] ?? error.message}`);
  if (tidy(stdout) === tidy(output.code)) return [];
  return problem(`the program does not print what the note says, but:\n${tidy(stdout)}`);
}

/** In a folder of the repository, so that it finds the packages; its imports are from the root, as a reader means them. */
async function print(root: string, code: string): Promise<{ error: Error | null; stdout: string; stderr: string }> {
  await mkdir(join(root, '.clockwork'), { recursive: true });
  const folder = await mkdtemp(join(root, '.clockwork', 'program-'));
  const program = join(folder, 'program.ts');
  await writeFile(program, code.replaceAll(/(['"])\.\/(?=\w)/g, `$1${pathToFileURL(root).href}/`));
  const options = { cwd: root, timeout: LONGEST_RUN_MS, env: { ...process.env, NO_COLOR: '1' } };
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  try {
    return await new Promise((resolve) => {
      execFile(process.execPath, ['--import', tsx, program], options, (error, stdout, stderr) =>
        resolve({ error, stdout, stderr }),
      );
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

function tidy(text: string): string {
  return text.replaceAll(/[ \t]+$/gm, '').trim();
}
