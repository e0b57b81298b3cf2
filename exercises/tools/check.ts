import { parseArgs, styleText } from 'node:util';
import type { LabGate } from './gate/labs.ts';
import { matrixLines, saveMatrix } from './gate/matrix.ts';
import { labsStep, notesStep } from './gate/own-steps.ts';
import { lint, pageTypes, type Step, siteBuild, tests, types } from './gate/steps.ts';
import { loadCatalogue, selectLabs } from './grader/catalogue.ts';
import { writeStarters } from './grader/starters.ts';
import { runTool, ToolError } from './grader/tool-error.ts';

const USAGE = 'npm run check [-- --labs <id, level or "all">] [--repeat <n>] [--starters]';

/**
 * The author gate. Everything must hold before a commit is worth keeping; `--labs` looks at labs alone, which is what
 * one wants while writing one.
 */
await runTool(async () => {
  const options = readOptions();
  const catalogue = await loadCatalogue();
  if (options.starters) {
    writeStarters(catalogue);
    console.log(`starters.json: ${catalogue.length} starters`);
    return 0;
  }
  const labsOnly = options.labs !== undefined;
  const entries = labsOnly && options.labs !== 'all' ? selectLabs(catalogue, options.labs!) : catalogue;
  const gates: LabGate[] = [];
  const labs = labsStep(entries, options.repeat, gates);
  const light = [lint, types, pageTypes, labs, notesStep, siteBuild, tests('unit')];
  // The slow ones kill and time real processes: they get the machine to themselves.
  const heavy = [tests('server'), tests('browser'), tests('slow')];
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const results = labsOnly
    ? await runSteps([labs], 1, stop.signal)
    : [...(await runSteps(light, 2, stop.signal)), ...(await runSteps(heavy, 1, stop.signal))];
  if (stop.signal.aborted) {
    console.log('\nStopped: what was not finished was not judged.');
    return 130;
  }
  console.log(`\n${matrixLines(gates).join('\n')}\n`);
  if (!labsOnly) saveMatrix(gates);
  const total = (key: 'passed' | 'failed') => results.reduce((sum, result) => sum + result[key], 0);
  console.log(`${total('passed')} passed, ${total('failed')} failed`);
  return total('failed') === 0 ? 0 : 1;
});

async function runSteps(steps: readonly Step[], atOnce: number, signal: AbortSignal) {
  const results: { passed: number; failed: number }[] = [];
  const waiting = [...steps];
  const lane = async () => {
    for (let step = waiting.shift(); step && !signal.aborted; step = waiting.shift()) {
      const began = performance.now();
      const result = await step.run(signal, (soFar) => console.log(`· ${step.name}  ${soFar}`));
      if (signal.aborted) return;
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      const mark = result.failed === 0 ? styleText('green', '✓') : styleText('red', '✗');
      console.log(`${mark} ${step.name}  ${result.passed} passed, ${result.failed} failed  (${seconds} s)`);
      if (result.failed > 0) console.log(result.lines.map((line) => `    ${line}`).join('\n'));
      results.push(result);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}

function readOptions() {
  try {
    const {
      labs,
      repeat = '1',
      starters = false,
    } = parseArgs({
      options: { labs: { type: 'string' }, repeat: { type: 'string' }, starters: { type: 'boolean' } },
    }).values;
    if (!/^[1-9]\d*$/.test(repeat)) throw new Error(`--repeat ${repeat}: expected a whole number above zero`);
    return { labs, repeat: Number(repeat), starters };
  } catch (error) {
    if (error instanceof ToolError) throw error;
    throw new ToolError(`${(error as Error).message}\n${USAGE}`);
  }
}
