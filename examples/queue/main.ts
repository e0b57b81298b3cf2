import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { paint, type Say, speakers } from '../shared/console.ts';
import { runEntry } from '../shared/entry.ts';
import { provideRedis, redisOptionsFromEnv } from '../shared/redis/index.ts';
import { runUntilStopped } from '../shared/shutdown.ts';

// #region parts
/** Everything at once, each part a process of its own as it would be in production. */
const parts = {
  beat: ['beat/main.ts'],
  'worker io': ['worker/main.ts', '--profile', 'io'],
  'worker cpu': ['worker/main.ts', '--profile', 'cpu'],
  dashboard: ['dashboard/main.ts'],
};
// #endregion parts

/** Longer than a worker takes at most to hand its jobs back. */
const GRACE_MS = 18_000;

await runEntry(async () => {
  const voices = speakers([...Object.keys(parts), 'queue']);
  const say = voices.queue as Say;
  say('Beat, two workers and the dashboard, in one terminal. Stop all with Ctrl+C.');
  const redis = await provideRedis({ ...redisOptionsFromEnv(process.env), announce: say });

  let stopping = false;
  const children = Object.entries(parts).map(([name, [file, ...args]]) => {
    const child = startPart(file as string, args, redis.url);
    repeat(child.stdout, voices[name] as Say);
    repeat(child.stderr, (line) => voices[name]?.(line, 'red'));
    child.on('exit', (code, signal) => {
      if (!stopping) say(`${name} ended by itself (${signal ?? `exit code ${code}`}).`, 'red');
    });
    return child;
  });

  await runUntilStopped(async () => {
    stopping = true;
    console.log();
    say(paint('gray', 'Stopping: workers finish what they have begun.'));
    await Promise.all(
      children.map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.kill('SIGTERM');
        await once(child, 'exit');
      }),
    );
    await redis.close();
    say('All stopped.');
  }, GRACE_MS);
});

/** In a process group of its own: Ctrl+C reaches us alone, and we tell the others once, in order. */
function startPart(file: string, args: readonly string[], redisUrl: string) {
  const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--import', path('end-with-parent.ts'), path(file), ...args],
    {
      env: { ...process.env, REDIS_URL: redisUrl, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    },
  );
  return child as typeof child & { stdout: Readable; stderr: Readable };
}

function repeat(output: Readable, say: (line: string) => void): void {
  createInterface({ input: output }).on('line', (line) => {
    if (line.trim() !== '') say(line);
  });
}
