import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { RedisError } from './redis-error.ts';
import { visit } from './visit.ts';

/**
 * A Redis server as a child process that cannot outlive its parent. Each child holds one end of a pipe on descriptor
 * 3; the system closes the other end when the parent ends, however it ends, and then the child goes too.
 */
export interface ServerProcess {
  url: string;
  port: number;
  exited: Promise<unknown>;
  kill(): Promise<void>;
}

/** A redis-server or valkey-server by name, or `embedded`: js-redis-server in a Node process. */
export type Binary = 'redis-server' | 'valkey-server' | 'embedded';

const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** Undefined when this machine has no such program. */
export async function startServer(binary: Binary, port?: number): Promise<ServerProcess | undefined> {
  // A shell guards the real server, and exec lets it keep the shell's pid. Windows has neither.
  if (binary !== 'embedded' && (process.platform === 'win32' || !(await onPath(binary)))) return undefined;
  const chosen = port ?? (await freePort());
  const child = binary === 'embedded' ? spawnEmbedded(chosen) : spawnReal(binary, chosen);
  // The guard waits at the other end of the pipe: it, too, goes when the server has.
  const exited = once(child, 'exit').then(() => (child.stdio[3] as Socket).destroy());
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  const url = `redis://127.0.0.1:${chosen}`;
  if (await answers(url, child)) return { url, port: chosen, exited, kill };
  await kill();
  throw new RedisError('not-started', `${binary} was started on port ${chosen} and did not answer within 10 s.`);
}

function spawnReal(binary: string, port: number): ChildProcess {
  const guarded = '(read _ <&3; kill -9 $$) & exec "$@" 3<&-';
  const settings = {
    bind: '127.0.0.1',
    port: String(port),
    // Nothing is worth keeping: a lesson starts from an empty Redis and must not leave a dump behind.
    save: '',
    appendonly: 'no',
    dir: tmpdir(),
    // BullMQ's jobs must never be evicted to make room.
    maxmemory: '256mb',
    'maxmemory-policy': 'noeviction',
    'tcp-keepalive': '60',
    loglevel: 'warning',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  return spawnQuietly('/bin/sh', ['-c', guarded, 'sh', binary, ...flags]);
}

function spawnEmbedded(port: number): ChildProcess {
  const file = fileURLToPath(new URL('./embedded-server.ts', import.meta.url));
  return spawnQuietly(process.execPath, ['--import', 'tsx', file, String(port)]);
}

/** Its own process group: Ctrl+C in a terminal is for the program, which then stops its server itself. */
function spawnQuietly(command: string, args: string[]): ChildProcess {
  return spawn(command, args, { cwd: repository, detached: true, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
}

async function onPath(binary: string): Promise<boolean> {
  const child = spawn(binary, ['--version'], { stdio: 'ignore' });
  return once(child, 'exit').then(
    ([code]) => code === 0,
    () => false,
  );
}

async function answers(url: string, child: ChildProcess): Promise<boolean> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline && child.exitCode === null; await delay(25)) {
    const visitor = await visit(url).catch(() => undefined);
    visitor?.disconnect();
    if (visitor) return true;
  }
  return false;
}

/** The system picks; between our letting go and the server's taking it, the port is very unlikely to be handed out. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new RedisError('not-started', 'No free port was found.');
  return address.port;
}
