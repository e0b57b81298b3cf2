/**
 * Run by shared-server.ts, never by hand: keeps one Redis for all terminals of the course, and ends with it shortly
 * after the last client has left. It asks the server who is connected rather than counting who said goodbye, because
 * a program that was killed says nothing. Should the keeper itself be killed, its server goes with it.
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { type Binary, type ServerProcess, startServer } from './server-process.ts';
import { type SharedServer, stateFile } from './shared-server.ts';
import { visit } from './visit.ts';

const LINGER_MS = 5_000;
const LOOK_EVERY_MS = 500;

const [directory, ...binaries] = process.argv.slice(2) as [string, ...Binary[]];

try {
  const { server, binary } = await startFirst(binaries);
  const own = await visit(server.url);
  publish({ url: server.url, binary, port: server.port, keeperPid: process.pid });
  process.send?.('');
  await Promise.race([lastClientLeft(own), server.exited]);
  withdraw();
  await server.kill();
  process.exit(0);
} catch (error) {
  process.send?.(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

async function startFirst(candidates: Binary[]): Promise<{ server: ServerProcess; binary: Binary }> {
  for (const binary of candidates) {
    const server = await startServer(binary);
    if (server) return { server, binary };
  }
  throw new Error(`none of ${candidates.join(', ')} is on this machine`);
}

async function lastClientLeft(own: Redis): Promise<void> {
  for (let aloneMs = 0; aloneMs < LINGER_MS; aloneMs += LOOK_EVERY_MS) {
    await delay(LOOK_EVERY_MS);
    if ((await countClients(own)) > 1) aloneMs = 0;
  }
}

/** A server that is gone, or too busy to say, is not a server without clients: `exited` tells the first apart. */
async function countClients(own: Redis): Promise<number> {
  const list = await own.client('LIST').catch(() => undefined);
  return list === undefined ? Number.POSITIVE_INFINITY : String(list).trim().split('\n').length;
}

/** In one step, so that nobody reads half a file. */
function publish(state: SharedServer): void {
  const draft = `${stateFile(directory)}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(state));
  renameSync(draft, stateFile(directory));
}

function withdraw(): void {
  const state = JSON.parse(readFileSync(stateFile(directory), 'utf8')) as SharedServer;
  if (state.keeperPid === process.pid) rmSync(stateFile(directory));
}
