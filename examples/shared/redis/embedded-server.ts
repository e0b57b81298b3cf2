/**
 * Run by server-process.ts, never by hand: js-redis-server on the port given, for as long as whoever started it holds
 * the other end of the pipe on descriptor 3.
 */
import { Socket } from 'node:net';
import { createRedisServer } from 'js-redis-server';

await createRedisServer({ port: Number(process.argv[2]) });

const parent = new Socket({ fd: 3 });
parent.on('error', () => process.exit(0));
parent.on('close', () => process.exit(0));
parent.resume();
