import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openDatabase } from './open-database.ts';

export interface TestPostgres {
  readonly url: string;
  stop(): Promise<void>;
}

/** A PostgreSQL of the test's own on a free port. A machine without one fails the test: it never passes by skipping. */
export async function startPostgres(): Promise<TestPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'clockwork-postgres-'));
  const as = await serverUser();
  if (as) await chown(folder, as.uid, as.gid);
  const data = join(folder, 'data');
  await promisify(execFile)(await binary('initdb'), ['-D', data, '-U', 'clockwork', '-A', 'trust', '-E', 'UTF8'], {
    ...as,
  });
  const port = await freePort();
  const settings = ['fsync=off', `unix_socket_directories=${folder}`, 'listen_addresses=127.0.0.1'];
  const options = settings.flatMap((setting) => ['-c', setting]);
  const server = spawn(await binary('postgres'), ['-D', data, '-p', String(port), ...options], {
    ...as,
    stdio: 'ignore',
  });
  const url = `postgres://clockwork@127.0.0.1:${port}/postgres`;
  const stop = async () => {
    await ended(server);
    await rm(folder, { recursive: true, force: true });
  };
  await answers(url, server).catch(async (error) => {
    await stop();
    throw error;
  });
  return {
    url,
    stop,
  };
}

/** PostgreSQL refuses to run as root: there it runs as the user its package made. */
async function serverUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const id = async (flag: string) => Number((await promisify(execFile)('id', [flag, 'postgres'])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
}

/** On PATH, or where Debian keeps the newest of several versions. */
async function binary(name: string): Promise<string> {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  for (const path of [name, ...versions.map((version) => join(debian, version, 'bin', name))]) {
    if (await answersVersion(path)) return path;
  }
  throw new Error(`This test needs PostgreSQL: no ${name} on PATH or under ${debian}.`);
}

const answersVersion = (path: string) =>
  promisify(execFile)(path, ['--version']).then(
    () => true,
    () => false,
  );

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

const START_DEADLINE_MS = 20_000;

async function answers(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_DEADLINE_MS;
  for (;;) {
    try {
      return await (await openDatabase({ url })).close();
    } catch (error) {
      if (server.exitCode !== null || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** SIGINT is PostgreSQL's fast shutdown: it waits for no client. */
function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once('exit', () => resolve());
    server.kill('SIGINT');
  });
}
