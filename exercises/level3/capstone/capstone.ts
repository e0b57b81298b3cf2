import { basename } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as lab from './fault-lab.ts';

const EXERCISE = fileURLToPath(new URL('./exercise.ts', import.meta.url));
const SCHEDULES = 1_000;
const SECONDS = 20;
const MOST_NODES = 9;

export interface CapstoneOptions {
  readonly seed: number;
  readonly nodes: number;
  readonly json: boolean;
}

/**
 * Runs the learner's coordinator: first under a thousand schedules of faults in virtual time, which takes seconds and
 * shrinks a failure to its smallest story; then, if it held, in real processes. 0 valid, 1 invalid, 2 nobody can tell.
 */
export async function run(
  { seed, nodes, json }: CapstoneOptions,
  { program = EXERCISE, strategy = 'capstone', print = console.log as (line: string) => void } = {},
): Promise<number> {
  if (nodes < 2 || nodes > MOST_NODES) {
    print(`--nodes ${nodes}: the capstone runs on 2 to ${MOST_NODES} nodes`);
    return lab.EXIT_CODES.unknown;
  }
  const say = json ? () => {} : print;

  const module = await load(program);
  if (typeof module === 'string') {
    print(json ? JSON.stringify({ verdict: 'unknown', problem: module }) : module);
    return lab.EXIT_CODES.unknown;
  }
  const unwritten = await whatIsNotWritten(module, strategy);
  if (unwritten) {
    print(json ? JSON.stringify({ verdict: 'not started', unwritten }) : `Not started: ${unwritten}.`);
    return lab.EXIT_CODES.unknown;
  }

  const quick = await lab.sweepVirtual({ program: module, strategy }, { seed, seeds: SCHEDULES });
  say(lab.describeVirtual(quick));
  if (quick.counts.valid < SCHEDULES) {
    const verdict = quick.counts.invalid > 0 ? 'invalid' : 'unknown';
    if (json) print(JSON.stringify({ verdict, quick }, null, 2));
    return lab.EXIT_CODES[verdict];
  }

  // Not before: up to here there is nothing to tidy up, and Ctrl+C has to end a program that loops for ever.
  const interrupting = new AbortController();
  process.once('SIGINT', () => interrupting.abort());
  const redis = lab.hasRedis() ? 'real' : 'embedded';
  // The embedded one takes seconds to start again on a slow machine: that would test our patience and not the nodes.
  const faults = lab.FAULT_KINDS.filter((kind) => redis === 'real' || kind !== 'redis-restart');
  const options = {
    seed,
    nodes,
    seconds: SECONDS,
    strategy,
    faults,
    redis,
    program,
    interrupted: interrupting.signal,
  } as const;
  say(`\n${lab.describePlan(options, lab.faultsFor(options))}`);
  if (redis === 'embedded')
    say('There is no redis-server here: an embedded one takes its place, and is not restarted.');
  const real = await lab.runChaos(options);
  const { verdict } = real.verdict;
  print(json ? JSON.stringify({ verdict, quick, real: lab.toJson(real) }, null, 2) : lab.describeOutcome(real));
  return lab.EXIT_CODES[verdict];
}

/** The program, or a sentence that says why there is none. */
async function load(file: string): Promise<lab.NodeProgram | string> {
  try {
    const module = await import(pathToFileURL(file).href);
    if (typeof module.runNode === 'function') return module;
    return `${basename(file)} exports no function runNode. Keep the names it came with.`;
  } catch (error) {
    return `${basename(file)} could not be loaded: ${error instanceof Error ? error.message : error}`;
  }
}

/** `todo()` leaves its mark whatever a program does with the error it throws. */
async function whatIsNotWritten(program: lab.NodeProgram, strategy: string): Promise<string | undefined> {
  lab.currentTest.todo = false;
  const { events } = await lab.simulateProgram({ program, strategy }, 0, []);
  if (!lab.currentTest.todo) return undefined;
  const said = events.map(({ note = '' }) => /TodoError: (.*)/.exec(note)?.[1]).find(Boolean);
  return said ?? 'not written yet: a piece from an earlier lab, see pieces.ts';
}
