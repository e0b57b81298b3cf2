import { mkdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../scheduler/clock/system-clock.ts';
import { table } from '../shared/console.ts';
import { runEntry } from '../shared/entry.ts';
import { provideRedis, redisOptionsFromEnv } from '../shared/redis/index.ts';
import { stopRequested } from '../shared/shutdown.ts';
import { startLevel3 } from './app.ts';
import { parseOptions } from './options.ts';
import { openReports } from './report/open-reports.ts';

await runEntry(async () => {
  const options = parseOptions(process.argv.slice(2));
  const { strategy, settings, nodes, seconds } = options;
  const stopped = stopRequested();

  const many = nodes.length === 1 ? `${nodes[0]?.id}, one node of as many as you start` : `${nodes.length} nodes`;
  console.log(`Level 3, many machines: ${many}, a report due every ${settings.everyMs / 1000} s. Ctrl+C stops.`);
  console.log(`Strategy ${strategy.name}: ${strategy.idea}.`);
  for (const { id, skewMs } of nodes) if (skewMs) console.log(`The clock of ${id} is ${describeSkew(skewMs)}.`);

  const redis = await provideRedis({ ...redisOptionsFromEnv(process.env), announce: console.log });
  const reports = await openReports(reportFile(), settings.job);
  const world = { redisUrl: redis.url, reports: reports.reports, clock: systemClock, print: console.log };
  const level3 = await startLevel3(options, world);

  await Promise.race([stopped, level3.failed, seconds === undefined ? stopped : delay(seconds * 1000)]);
  const rows = await level3.stop();
  console.log(`\n${table(rows)}`);
  await reports.close();
  await redis.close();
  process.exit(0);
});

/** One file for all terminals, or PostgreSQL: nodes that do not share the table could not disturb one another. */
function reportFile() {
  const directory = fileURLToPath(new URL('../../.clockwork', import.meta.url));
  mkdirSync(directory, { recursive: true });
  return { url: process.env.DATABASE_URL, file: `${directory}/level3.sqlite` };
}

function describeSkew(skewMs: number): string {
  return skewMs > 0 ? `${skewMs} ms ahead` : `${-skewMs} ms behind`;
}
