import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bullConnection, connectRedis, provideRedis } from './index.ts';
import { startRedis } from './testing.ts';
import { visitIfThere } from './visit.ts';

const nobody = 'redis://127.0.0.1:1';
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'clockwork-redis-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const answers = async (url: string) => {
  const visitor = await visitIfThere(url);
  visitor?.disconnect();
  return visitor !== undefined;
};

async function goneWithin(url: string, ms: number): Promise<boolean> {
  for (const deadline = Date.now() + ms; Date.now() < deadline; await delay(200)) {
    if (!(await answers(url))) return true;
  }
  return false;
}

describe.each(['real', 'embedded'] as const)('startRedis, %s', (kind) => {
  it('answers, forgets everything in a restart, and is gone when stopped', async () => {
    const server = await startRedis({ kind });
    const { redis, close } = await connectRedis({ url: server.url });
    await redis.set('name', 'value');
    expect(await redis.get('name')).toBe('value');
    await server.restart();
    expect(await redis.get('name')).toBeNull();
    await close();
    await server.stop();
    expect(await answers(server.url)).toBe(false);
  });

  it('serves a BullMQ queue', async () => {
    const server = await startRedis({ kind });
    const connection = bullConnection(server.url);
    const queue = new Queue('greetings', { connection });
    const worker = new Worker('greetings', async (job) => `Hello, ${job.data.name}`, { connection });
    const result = new Promise((resolve) => worker.on('completed', (_job, value) => resolve(value)));
    await queue.add('greet', { name: 'Ada' });
    expect(await result).toBe('Hello, Ada');
    await worker.close();
    await queue.close();
    await server.stop();
  });
});

describe('provideRedis', () => {
  it('takes REDIS_URL before anything else', async () => {
    const server = await startRedis({ kind: 'real' });
    const lines: string[] = [];
    const provided = await provideRedis({ url: server.url, announce: (line) => lines.push(line) });
    expect(provided.kind).toBe('configured');
    expect(lines).toEqual([`Redis: ${server.url}, from REDIS_URL.`]);
    await provided.close();
    await server.stop();
  });

  it('refuses a REDIS_URL that does not answer, and says where it looked and what to do', async () => {
    const attempt = provideRedis({ url: 'redis://:secret@127.0.0.1:1' });
    await expect(attempt).rejects.toMatchObject({ code: 'unreachable' });
    await expect(attempt).rejects.toThrow(/No Redis answers at redis:\/\/127\.0\.0\.1:1, .*Three ways/);
    await expect(attempt).rejects.not.toThrow(/secret/);
  });

  it('refuses a REDIS_URL that is not one', async () => {
    await expect(provideRedis({ url: 'localhost' })).rejects.toMatchObject({ code: 'bad-url' });
  });

  it('takes the server already running where Redis usually is', async () => {
    const server = await startRedis({ kind: 'real' });
    const provided = await provideRedis({ usualUrl: server.url, directory });
    expect(provided).toMatchObject({ kind: 'running', url: server.url });
    await server.stop();
  });

  it.each([
    { binaries: ['redis-server', 'embedded'] as const, kind: 'private' },
    { binaries: ['embedded'] as const, kind: 'embedded' },
  ])('starts one server for terminals that ask at the same moment: $kind', async ({ binaries, kind }) => {
    const ask = () => provideRedis({ usualUrl: nobody, directory, binaries: [...binaries] });
    const terminals = await Promise.all([ask(), ask(), ask()]);
    expect(new Set(terminals.map(({ url }) => url)).size).toBe(1);
    expect(terminals[0]?.kind).toBe(kind);
    const url = terminals[0]?.url as string;
    for (const terminal of terminals) await terminal.close();
    expect(await goneWithin(url, 15_000)).toBe(true);
  });

  it('ends the server after its only user was killed', async () => {
    const program = `
      import { provideRedis } from './examples/shared/redis/index.ts';
      const provided = await provideRedis({ usualUrl: '${nobody}', directory: '${directory}' });
      console.log(provided.url);
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program]);
    const [line] = await once(child.stdout, 'data');
    const url = String(line).trim();
    expect(await answers(url)).toBe(true);
    child.kill('SIGKILL');
    expect(await goneWithin(url, 15_000)).toBe(true);
  });

  it('leaves no server behind when its keeper is killed, and starts another for the next who asks', async () => {
    const first = await provideRedis({ usualUrl: nobody, directory });
    const { keeperPid } = JSON.parse(readFileSync(join(directory, 'redis.json'), 'utf8'));
    process.kill(keeperPid, 'SIGKILL');
    expect(await goneWithin(first.url, 5_000)).toBe(true);
    const second = await provideRedis({ usualUrl: nobody, directory });
    expect(await answers(second.url)).toBe(true);
    await first.close();
    await second.close();
    expect(await goneWithin(second.url, 15_000)).toBe(true);
  });
});
