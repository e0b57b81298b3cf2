import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RedisError } from '../../examples/shared/redis/index.ts';
import type { NodeProgram } from './chaos/cluster-node.ts';
import { type ChaosFlags, parseFlags } from './chaos/options.ts';
import { hasRedis } from './chaos/real/has-redis.ts';
import {
  describeOutcome,
  describePlan,
  describeSweep,
  describeVirtual,
  EXIT_CODES,
  overallVerdict,
  toJson,
} from './chaos/report.ts';
import { faultsFor, runChaos } from './chaos/run-chaos.ts';
import { sweep } from './chaos/sweep.ts';
import { sweepVirtual } from './chaos/virtual/sweep-virtual.ts';
import { runTool, ToolError } from './grader/tool-error.ts';

/** Nodes in processes of their own, faults from a seed, a verdict from the history: exit 0 valid, 1 invalid, 2 unknown. */
await runTool(async () => {
  // npm runs scripts in the repository's folder; a path was typed where the shell is.
  const typedIn = process.env.INIT_CWD ?? process.cwd();
  const flags = parseFlags(process.argv.slice(2), (path) => resolve(typedIn, path), {
    seed: Math.floor(Math.random() * 10_000),
    redis: hasRedis() ? 'real' : 'embedded',
  });
  const interrupting = new AbortController();
  // Once each: a second Ctrl+C ends the lab as it would any program, and its processes go with it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupting.abort());
  try {
    if (flags.redis === 'embedded' && !flags.virtual && !flags.json) {
      console.log('Redis: an embedded one, which is not restarted unless --faults asks for it.');
    }
    const run = flags.virtual ? virtual : flags.seeds > 1 ? many : one;
    return await run({ ...flags, interrupted: interrupting.signal });
  } catch (error) {
    throw error instanceof RedisError ? new ToolError(error.message) : error;
  }
});

async function one(flags: ChaosFlags): Promise<number> {
  if (!flags.json) console.log(describePlan(flags, faultsFor(flags)));
  const outcome = await runChaos(flags);
  console.log(flags.json ? JSON.stringify(toJson(outcome), null, 2) : describeOutcome(outcome));
  return EXIT_CODES[outcome.verdict.verdict];
}

async function many(flags: ChaosFlags): Promise<number> {
  const { seed, seeds, strategy, seconds, parallel, json } = flags;
  if (!json) {
    const minutes = Math.ceil((seeds * (seconds + 4)) / parallel / 60);
    console.log(
      `Chaos: seeds ${seed} to ${seed + seeds - 1}, strategy ${strategy}, about ${minutes} min. Ctrl+C stops.`,
    );
  }
  const outcomes = await sweep(flags, flags, (outcome, done) => {
    if (!json) console.log(`${done}/${seeds}  seed ${outcome.seed}  ${outcome.verdict.verdict}`);
  });
  console.log(json ? JSON.stringify(outcomes.map(toJson), null, 2) : describeSweep(outcomes));
  return EXIT_CODES[overallVerdict(outcomes)];
}

async function virtual(flags: ChaosFlags): Promise<number> {
  const program = await loadProgram(flags.program);
  const outcome = await sweepVirtual({ program, strategy: flags.strategy, kinds: flags.faults }, flags);
  console.log(flags.json ? JSON.stringify(outcome, null, 2) : describeVirtual(outcome));
  const { valid, invalid } = outcome.counts;
  return EXIT_CODES[invalid > 0 ? 'invalid' : valid < flags.seeds ? 'unknown' : 'valid'];
}

async function loadProgram(path: string): Promise<NodeProgram> {
  return import(pathToFileURL(path).href).catch((error: Error) => {
    throw new ToolError(`${path} could not be loaded: ${error.message}`);
  });
}
