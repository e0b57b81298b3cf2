import { type Command, integer, type Reply } from './commands.ts';
import type { Keyspace } from './keyspace.ts';

export const SORTED_SET_COMMANDS: Record<string, Command> = {
  zadd: zaddCommand,
  zcard: (keys, key = '') => keys.sortedSet(key)?.size ?? 0,
  zscore: (keys, key = '', member = '') => {
    const score = keys.sortedSet(key)?.get(member);
    return score === undefined ? null : String(score);
  },
  zrem: (keys, key = '', ...members) => remove(keys, key, members),
  zcount: (keys, key = '', from = '', to = '') => between(keys, key, from, to).length,
  zrangebyscore: (keys, key = '', from = '', to = '') => between(keys, key, from, to),
  zremrangebyscore: (keys, key = '', from = '', to = '') => remove(keys, key, between(keys, key, from, to)),
  zrange: zrangeCommand,
};

function zaddCommand(keys: Keyspace, key = '', ...pairs: string[]): Reply {
  const set = keys.sortedSet(key) ?? new Map<string, number>();
  const before = set.size;
  for (let at = 0; at < pairs.length; at += 2) set.set(pairs[at + 1] ?? '', score(pairs[at] ?? ''));
  keys.change(key, set);
  return set.size - before;
}

function zrangeCommand(keys: Keyspace, key = '', from = '', to = ''): Reply {
  const members = inOrder(keys, key).map(([member]) => member);
  const place = (text: string) => (integer(text) < 0 ? members.length + integer(text) : integer(text));
  return members.slice(Math.max(0, place(from)), place(to) + 1);
}

function remove(keys: Keyspace, key: string, members: string[]): number {
  const set = keys.sortedSet(key);
  if (!set) return 0;
  const removed = members.filter((member) => set.delete(member)).length;
  // An empty set is no set: the key goes, and its end with it.
  if (set.size === 0) keys.delete(key);
  return removed;
}

/** By score, then by name. */
function inOrder(keys: Keyspace, key: string): [string, number][] {
  return [...(keys.sortedSet(key) ?? [])].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1));
}

function between(keys: Keyspace, key: string, from: string, to: string): string[] {
  const [above, below] = [bound(from), bound(to)];
  return inOrder(keys, key)
    .filter(([, at]) => (above.open ? at > above.at : at >= above.at) && (below.open ? at < below.at : at <= below.at))
    .map(([member]) => member);
}

const bound = (text: string) => ({ open: text.startsWith('('), at: score(text.replace('(', '')) });

function score(text: string): number {
  if (text === '-inf') return Number.NEGATIVE_INFINITY;
  if (text === '+inf' || text === 'inf') return Number.POSITIVE_INFINITY;
  const value = text === '' ? Number.NaN : Number(text);
  if (Number.isNaN(value)) throw new Error('ERR value is not a valid float');
  return value;
}
