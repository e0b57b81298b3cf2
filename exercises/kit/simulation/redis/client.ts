import type { Link } from '../link.ts';
import type { Reply } from './commands.ts';
import { COMMAND_NAMES, type MemoryRedis } from './memory-redis.ts';

type Argument = string | number;

/** A connection to the model, shaped as ioredis has it. */
export interface SimulatedRedis {
  get(key: string): Promise<string | null>;
  set(key: string, value: Argument, ...options: Argument[]): Promise<'OK' | null>;
  del(...keys: string[]): Promise<number>;
  exists(...keys: string[]): Promise<number>;
  incr(key: string): Promise<number>;
  decr(key: string): Promise<number>;
  incrby(key: string, by: number): Promise<number>;
  expire(key: string, seconds: number): Promise<number>;
  pexpire(key: string, ms: number): Promise<number>;
  ttl(key: string): Promise<number>;
  pttl(key: string): Promise<number>;
  /** Seconds and microseconds, as text. */
  time(): Promise<string[]>;
  flushall(): Promise<'OK'>;
  zadd(key: string, ...scoresAndMembers: Argument[]): Promise<number>;
  zcard(key: string): Promise<number>;
  zscore(key: string, member: string): Promise<string | null>;
  zrem(key: string, ...members: string[]): Promise<number>;
  zcount(key: string, from: Argument, to: Argument): Promise<number>;
  zrange(key: string, from: number, to: number): Promise<string[]>;
  zrangebyscore(key: string, from: Argument, to: Argument): Promise<string[]>;
  zremrangebyscore(key: string, from: Argument, to: Argument): Promise<number>;
  eval(script: string, keyCount: number, ...keysAndArguments: Argument[]): Promise<unknown>;
}

export function simulatedRedis(server: MemoryRedis, ask: Link['ask']): SimulatedRedis {
  const method =
    (name: string) =>
    (...args: Argument[]): Promise<Reply> =>
      ask(() => server.execute(name, args));
  return Object.fromEntries(COMMAND_NAMES.map((name) => [name, method(name)])) as unknown as SimulatedRedis;
}
