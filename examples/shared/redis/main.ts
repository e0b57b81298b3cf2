import { runUntilStopped } from '../shutdown.ts';
import { provideRedis, RedisError, redisOptionsFromEnv } from './index.ts';

/** `npm run redis`: one Redis that stays, so that other terminals come and go without starting it afresh. */
try {
  const provided = await provideRedis({ ...redisOptionsFromEnv(process.env), announce: console.log });
  console.log(`Kept up at ${provided.url} until Ctrl+C.`);
  const heldOpen = setInterval(() => {}, 60_000);
  await runUntilStopped(async () => {
    clearInterval(heldOpen);
    await provided.close();
  });
} catch (error) {
  if (!(error instanceof RedisError)) throw error;
  console.error(error.message);
  process.exit(1);
}
