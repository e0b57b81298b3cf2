import { runEntry } from '../../shared/entry.ts';
import { EnvironmentReader } from '../../shared/environment.ts';
import { runUntilStopped } from '../../shared/shutdown.ts';
import { readSettings } from '../config/settings.ts';
import { buildApp } from './app.ts';

await runEntry(async () => {
  const read = new EnvironmentReader(process.env);
  const port = read.integer('PORT', 'where it listens; 0 takes a free one', 3000, { from: 0, to: 65_535 });
  read.finish();
  const settings = readSettings(process.env);

  const app = await buildApp(settings, (line) => console.log(`${new Date().toLocaleTimeString('en-GB')}  ${line}`));
  const address = await app.listen({ host: '127.0.0.1', port });
  console.log(
    `A Fastify application that owns its scheduler: ${address}/ and ${address}/scheduler/status. Stop with Ctrl+C.`,
  );

  await runUntilStopped(async () => {
    await app.close();
    console.log('\nThe application has closed, and its scheduler with it.');
  }, settings.drainMs + 5_000);
});
