import { parseArgs } from 'node:util';
import { runEntry } from '../../shared/entry.ts';
import { runUntilStopped } from '../../shared/shutdown.ts';
import { openJobStore } from '../config/open-job-store.ts';
import { CronScheduler } from '../config/scheduler.ts';
import { readSettings } from '../config/settings.ts';
import { sampleHandlers, sampleJobs } from './tasks.ts';

await runEntry(async () => {
  const { fast = false } = parseArgs({ options: { fast: { type: 'boolean' } } }).values;
  const announce = (line: string) => console.log(`${new Date().toLocaleTimeString('en-GB')}  ${line}`);

  // #region compose
  const settings = readSettings(process.env);
  const store = await openJobStore(settings.store);
  const scheduler = new CronScheduler({ settings, store, handlers: sampleHandlers(announce), announce });
  await scheduler.start();
  for (const job of sampleJobs({ fast })) await scheduler.register(job);
  // #endregion compose

  console.log('A process of its own that does nothing but run jobs. Stop with Ctrl+C.');
  for (const { name, expression, timeZone, next } of scheduler.status()) {
    console.log(`  ${name.padEnd(14)} ${expression.padEnd(15)} ${timeZone}, next at ${next}`);
  }
  if (!fast) console.log('  To see them run while you watch: npm run lightweight:standalone -- --fast');

  // #region stop
  await runUntilStopped(async () => {
    const { left } = await scheduler.stop();
    console.log(left === 0 ? '\nStopped; nothing was left running.' : `\nStopped; ${left} runs were still going.`);
  }, settings.drainMs + 5_000);
  // #endregion stop
});
