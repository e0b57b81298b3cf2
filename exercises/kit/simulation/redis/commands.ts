import type { Keyspace } from './keyspace.ts';

export type Reply = string | number | null | Reply[];
export type Command = (keys: Keyspace, ...args: string[]) => Reply;

/** The commands coordination is made of, as the server answers them. */
export const STRING_COMMANDS: Record<string, Command> = {
  get: (keys, key = '') => keys.text(key),
  set: setCommand,
  del: (keys, ...names) => names.filter((name) => keys.delete(name)).length,
  exists: (keys, ...names) => names.filter((name) => keys.has(name)).length,
  incr: (keys, key = '') => add(keys, key, 1),
  decr: (keys, key = '') => add(keys, key, -1),
  incrby: (keys, key = '', by = '') => add(keys, key, integer(by)),
  pexpire: (keys, key = '', ttl = '') => Number(keys.expire(key, integer(ttl))),
  expire: (keys, key = '', ttl = '') => Number(keys.expire(key, integer(ttl) * 1000)),
  pttl: (keys, key = '') => keys.left(key),
  ttl: (keys, key = '') => (keys.left(key) < 0 ? keys.left(key) : Math.round(keys.left(key) / 1000)),
  time: ({ now }) => [String(Math.floor(now() / 1000)), String(Math.floor((now() % 1000) * 1000))],
  flushall: (keys) => {
    keys.clear();
    return 'OK';
  },
};

function setCommand(keys: Keyspace, key = '', value = '', ...options: string[]): Reply {
  let endsAt: number | undefined;
  let condition = true;
  for (let at = 0; at < options.length; at++) {
    const option = options[at]?.toUpperCase();
    if (option === 'NX') condition = !keys.has(key);
    else if (option === 'XX') condition = keys.has(key);
    else if (option === 'PX') endsAt = keys.now() + lifetime(options[++at], 1);
    else if (option === 'EX') endsAt = keys.now() + lifetime(options[++at], 1000);
    else throw new Error('ERR syntax error');
  }
  if (!condition) return null;
  keys.set(key, value, endsAt);
  return 'OK';
}

function lifetime(text = '', unitMs: number): number {
  const value = integer(text);
  if (value <= 0) throw new Error("ERR invalid expire time in 'set' command");
  return value * unitMs;
}

function add(keys: Keyspace, key: string, by: number): number {
  const sum = integer(keys.text(key) ?? '0') + by;
  keys.change(key, String(sum));
  return sum;
}

export function integer(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new Error('ERR value is not an integer or out of range');
  return Number(text);
}
