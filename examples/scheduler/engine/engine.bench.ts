/**
 * `npm run bench -- engine [--jobs 10000] [--seconds 15] [--idle 1000000]`
 * What the engine costs beside croner and node-cron: each contender alone in a process, one after the other.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Firing, Idling } from './bench/child.node.ts';

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '15' },
    idle: { type: 'string', default: '1000000' },
  },
});
const child = fileURLToPath(new URL('./bench/child.node.ts', import.meta.url));
/** A contender that cannot keep up may not answer either: this long after it should have, it is stopped. */
const PATIENCE_MS = 60_000;

console.log(`${values.jobs} jobs, each due every second, for ${values.seconds} s`);
console.log(row('', 'CPU', 'starts kept', 'CPU a start', 'late p50', 'late p99'));
const firing: Record<string, Firing | null> = {};
for (const name of ['bare timer', 'clockwork', 'croner', 'node-cron']) {
  const figures = await measure<Firing>('firing', name, values.jobs);
  firing[name] = figures;
  console.log(
    figures
      ? row(
          name,
          percent(figures.cpu),
          percent(figures.kept),
          `${costOf(figures).toFixed(1)} µs`,
          `${figures.p50} ms`,
          `${figures.p99} ms`,
        )
      : row(name, 'did not answer'),
  );
}
const { clockwork, croner } = firing;
if (clockwork && croner) {
  console.log(
    `CPU: 1/${(costOf(croner) / costOf(clockwork)).toFixed(1)} of croner's for the same starts. p99 lateness: ${clockwork.p99} ms.`,
  );
}

console.log(`\n${values.idle} jobs scheduled, none due, for ${values.seconds} s (croner: 20000)`);
console.log(row('', 'bytes a job', 'CPU'));
for (const [name, jobs] of [
  ['clockwork', values.idle],
  ['croner', '20000'],
] as const) {
  const figures = await measure<Idling>('idling', name, jobs);
  if (figures) console.log(row(name, figures.bytesPerJob.toFixed(0), `${(figures.cpu * 100).toFixed(3)} %`));
  else console.log(row(name, 'did not answer'));
}

async function measure<Figures>(task: string, name: string, jobs: string): Promise<Figures | null> {
  const args = ['--expose-gc', '--max-old-space-size=4096', '--import', 'tsx', child, task, name, jobs, values.seconds];
  // node-cron warns on the console of every start it misses: tens of thousands of lines nobody reads.
  const stderr = name === 'node-cron' ? 'ignore' : 'inherit';
  const contender = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', stderr] });
  const patience = setTimeout(() => contender.kill('SIGKILL'), Number(values.seconds) * 1000 + PATIENCE_MS);
  let output = '';
  contender.stdout!.on('data', (chunk) => {
    output += chunk;
  });
  const [code] = await once(contender, 'close');
  clearTimeout(patience);
  if (code !== 0 && code !== null) throw new Error(`${name} ended with exit code ${code}`);
  return code === 0 ? JSON.parse(output.slice(output.lastIndexOf('{'))) : null;
}

/** Microseconds of CPU for each start. Who loses starts must not look cheap for it. */
function costOf({ cpu, kept }: Firing): number {
  return (cpu * 1e6) / (Number(values.jobs) * kept);
}

function row(name: string, ...cells: string[]): string {
  return name.padEnd(12) + cells.map((cell) => cell.padStart(14)).join('');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
