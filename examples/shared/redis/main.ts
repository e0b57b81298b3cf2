import { runEntry } from '../entry.ts';
import { runUntilStopped } from '../shutdown.ts';
import { provideRedis, redisOptionsFromEnv } from './index.ts';

/** `npm run redis`: one Redis that stays, so that other terminals come and go without starting it afresh. */
await runEntry(async () => {
  const provided = await provideRedis({ ...redisOptionsFromEnv(process.env), announce: console.log });
  console.log(`Kept up at ${provided.url} until Ctrl+C.`);
  // The connection that holds the server does not hold this process.
  const staying = setInterval(() => {}, 60_000);
  await runUntilStopped(async () => {
    clearInterval(staying);
    await provided.close();
  });
});
