import { paint } from '../shared/console.ts';
import { runEntry } from '../shared/entry.ts';
import { stopRequested } from '../shared/shutdown.ts';
import { buildApp } from './api/app.ts';
import { buildMonitor } from './build.ts';
import { readConfig } from './config.ts';
import { keysFor } from './door/bind.ts';

await runEntry(async () => {
  console.log('The production monitor: engine, history, API and dashboard. Stop with Ctrl+C.');
  const { config, shown } = readConfig(process.env);
  for (const [name, value] of Object.entries(shown)) console.log(`  ${name}=${value}`);
  const { keys, made } = keysFor(config);
  const say = (line: string) => console.log(`${new Date().toLocaleTimeString('en-GB')}  ${line}`);
  const monitor = await buildMonitor(config, { say });
  const app = await buildApp(monitor, keys, { log: true });
  await monitor.start();
  const address = await app.listen({ host: config.host, port: config.port });

  console.log(`\n  Dashboard  ${paint('bold', made ? `${address}/#token=${keys.admin}` : address)}`);
  console.log(`  API        ${address}/docs`);
  console.log(`  Database   ${monitor.database.address}`);
  if (made) console.log(`  Token      ${keys.admin}   (made for this start; set MONITOR_TOKEN to keep one)`);
  console.log('');

  // #region stop
  await stopRequested();
  console.log(`\nStopping: nothing new begins, what runs has ${config.drainMs / 1_000} s.`);
  monitor.readiness.set('stopping');
  await monitor.stop(config.drainMs);
  await app.close();
  console.log('Stopped.');
  process.exit(0);
  // #endregion stop
});
