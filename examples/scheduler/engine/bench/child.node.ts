import { setTimeout as wait } from 'node:timers/promises';
import { contenders } from './firing.node.ts';
import { idlers } from './idle.node.ts';

export interface Firing {
  /** Of one core, 1 being all of it. */
  readonly cpu: number;
  /** Starts per scheduled start: 1 when none was lost. */
  readonly kept: number;
  readonly p50: number;
  readonly p99: number;
}

export interface Idling {
  readonly bytesPerJob: number;
  readonly cpu: number;
}

const WARM_UP_MS = 3000;
const SETTLE_MS = 5000;
const [task, name, jobs, seconds] = process.argv.slice(2);
const measure = task === 'firing' ? firing : idling;
process.stdout.write(JSON.stringify(await measure(name!, Number(jobs), Number(seconds) * 1000)), () => process.exit(0));

async function firing(contender: string, count: number, forMs: number): Promise<Firing> {
  const lateness = new Float64Array(2 * count * (forMs / 1000));
  let starts = 0;
  let from = Number.POSITIVE_INFINITY;
  let until = Number.POSITIVE_INFINITY;
  let finish = () => {};
  await contenders[contender]!(count, (slot) => {
    const now = Date.now();
    if (now >= until)
      finish(); // whose timers are too late to say so themselves
    else if (now >= from && starts < lateness.length) lateness[starts++] = now - slot;
  });
  // From the middle of a second to the middle of another.
  from = Math.floor((Date.now() + WARM_UP_MS) / 1000) * 1000 + 500;
  until = from + forMs;
  await wait(from - Date.now());
  const began = Date.now();
  const cpu = await cpuWhile(() =>
    Promise.race([wait(until - began), new Promise<void>((resolve) => (finish = resolve))]),
  );
  const sorted = lateness.subarray(0, starts).sort();
  const quantile = (share: number) => sorted[Math.floor(share * (starts - 1))] ?? Number.NaN;
  const due = (count * (Date.now() - from)) / 1000;
  return { cpu, kept: Math.min(1, starts / due), p50: quantile(0.5), p99: quantile(0.99) };
}

async function idling(contender: string, count: number, forMs: number): Promise<Idling> {
  gc!();
  const before = process.memoryUsage();
  const kept = await idlers[contender]!(count);
  gc!();
  await wait(SETTLE_MS);
  const after = process.memoryUsage();
  const cpu = await cpuWhile(() => wait(forMs));
  const grown = after.heapUsed - before.heapUsed + after.external - before.external;
  return { bytesPerJob: kept ? grown / count : Number.NaN, cpu };
}

async function cpuWhile(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / (performance.now() - start);
}
