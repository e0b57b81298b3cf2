import { inspect } from 'node:util';
import { paint } from '../shared/console.ts';
import { runEntry } from '../shared/entry.ts';
import { runUntilStopped } from '../shared/shutdown.ts';
import { buildApp } from './api/app.ts';
import { buildMonitor } from './build.ts';
import { readConfig } from './config.ts';
import { keysFor } from './door/bind.ts';
import { hangUp } from './lifecycle/hang-up.ts';

/** For the web side and the database, beyond what running tasks are given. */
const CLOSING_MS = 10_000;

await runEntry(async () => {
  console.log('The production monitor: engine, history, API and dashboard. Stop with Ctrl+C.');
  const { config, shown } = readConfig(process.env);
  for (const [name, value] of Object.entries(shown)) console.log(`  ${name}=${value}`);
  const { keys, made } = keysFor(config);
  const say = (line: string) => console.log(`${new Date().toLocaleTimeString('en-GB')}  ${line}`);
  const monitor = await buildMonitor(config, { say });
  const app = await buildApp(monitor, keys, { onTrouble: (error) => say(inspect(error)) });
  // The port first: a monitor that nobody can reach must not begin to run tasks.
  const address = await app.listen({ host: config.host, port: config.port });
  await monitor.start();
  // #region stop
  // Before the address is printed: whoever reads it may stop us at once.
  const stopped = runUntilStopped(async () => {
    console.log(`\nStopping: nothing new begins, what runs has ${config.drainMs / 1_000} s.`);
    await monitor.stop(config.drainMs);
    await hangUp(app);
    await monitor.close();
    console.log('Stopped.');
  }, config.drainMs + CLOSING_MS);
  // #endregion stop

  console.log(`\n  Dashboard  ${paint('bold', made ? `${address}/#token=${keys.admin}` : address)}`);
  console.log(`  API        ${address}/docs`);
  console.log(`  Database   ${monitor.database.address}`);
  if (made) console.log(`  Token      ${keys.admin}   (made for this start; set MONITOR_TOKEN to keep one)`);
  console.log('');
  await stopped;
});
