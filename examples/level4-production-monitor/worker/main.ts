import { runEntry } from '../../shared/entry.ts';
import { stopRequested } from '../../shared/shutdown.ts';
import { readConfig } from '../config.ts';
import { startWorker } from './app.ts';

/** Any number of these beside any number of monitors: the same DATABASE_URL and REDIS_URL make them one cluster. */
await runEntry(async () => {
  console.log('A worker of the production monitor: it runs tasks and serves no pages. Stop with Ctrl+C.');
  const { config, shown } = readConfig(process.env);
  for (const [name, value] of Object.entries(shown)) console.log(`  ${name}=${value}`);
  // Several on one machine must not share its name.
  const node = process.env.MONITOR_NODE ?? `${config.node}-worker-${process.pid}`;
  const say = (line: string) => console.log(`${new Date().toLocaleTimeString('en-GB')}  ${line}`);
  const worker = await startWorker({ ...config, engine: 'bullmq', node }, { say });
  console.log(`Working as ${node} on ${worker.database}.`);

  await stopRequested();
  console.log(`\nStopping: nothing new begins, what runs has ${config.drainMs / 1_000} s.`);
  const { finished, cancelled, abandoned } = await worker.stop(config.drainMs);
  console.log(`Stopped: ${finished} finished, ${cancelled.length} cancelled, ${abandoned.length} abandoned.`);
  process.exit(0);
});
