import { expect, it } from 'vitest';
import type { SimulatedRedis } from './client.ts';

/** What the model of Redis promises. Run against the model, a real server and js-redis-server: all three must agree. */
export interface RedisUnderTest {
  redis: SimulatedRedis;
  /** Lets so many milliseconds pass on the server. */
  pass(ms: number): Promise<void>;
}

export function redisContract(setUp: () => RedisUnderTest): void {
  const redis = new Proxy({} as SimulatedRedis, {
    get: (_, name) => Reflect.get(setUp().redis, name).bind(setUp().redis),
  });
  const pass = (ms: number) => setUp().pass(ms);

  it('sets a key that is not there, and only then', async () => {
    expect(await redis.set('k', 'a', 'PX', 1_000, 'NX')).toBe('OK');
    expect(await redis.set('k', 'b', 'PX', 1_000, 'NX')).toBeNull();
    expect(await redis.get('k')).toBe('a');
    expect(await redis.set('k', 'b', 'XX')).toBe('OK');
    expect(await redis.pttl('k')).toBe(-1);
    expect(await redis.set('other', 'b', 'XX')).toBeNull();
  });

  it('forgets a key when its time is up', async () => {
    await redis.set('k', 'a', 'PX', 150);
    const left = await redis.pttl('k');
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(150);
    await pass(200);
    expect(await redis.get('k')).toBeNull();
    expect(await redis.pttl('k')).toBe(-2);
    expect(await redis.set('k', 'b', 'PX', 150, 'NX')).toBe('OK');
  });

  it('gives a key more time, if there is one', async () => {
    await redis.set('k', 'a', 'PX', 200);
    expect(await redis.pexpire('k', 600)).toBe(1);
    await pass(300);
    expect(await redis.get('k')).toBe('a');
    expect(await redis.pexpire('nobody', 600)).toBe(0);
    expect(await redis.expire('k', 10)).toBe(1);
    expect(await redis.ttl('k')).toBe(10);
    expect(await redis.pexpire('k', -1)).toBe(1);
    expect(await redis.exists('k')).toBe(0);
  });

  it('forgets the time of a key that is set anew, and keeps it for one that is counted up', async () => {
    await redis.set('k', '1', 'PX', 60_000);
    expect(await redis.incr('k')).toBe(2);
    expect(await redis.pttl('k')).toBeGreaterThan(0);
    await redis.set('k', '9');
    expect(await redis.pttl('k')).toBe(-1);
  });

  it('counts', async () => {
    expect([await redis.incr('n'), await redis.incrby('n', 5), await redis.decr('n')]).toEqual([1, 6, 5]);
    await redis.set('word', 'one');
    await expect(redis.incr('word')).rejects.toThrow(/not an integer/);
  });

  it('deletes, and says how many', async () => {
    await redis.set('a', '1');
    await redis.set('b', '1');
    expect(await redis.exists('a', 'b', 'c')).toBe(2);
    expect(await redis.del('a', 'b', 'c')).toBe(2);
  });

  it('keeps sorted sets in order of score, then of name', async () => {
    expect(await redis.zadd('z', 3, 'c', 1, 'b', 1, 'a')).toBe(3);
    expect(await redis.zadd('z', 2, 'c', 4, 'd')).toBe(1);
    expect(await redis.zrange('z', 0, -1)).toEqual(['a', 'b', 'c', 'd']);
    expect(await redis.zrange('z', -2, -1)).toEqual(['c', 'd']);
    expect(await redis.zrangebyscore('z', 1, 2)).toEqual(['a', 'b', 'c']);
    expect(await redis.zrangebyscore('z', '(1', '+inf')).toEqual(['c', 'd']);
    expect([await redis.zcard('z'), await redis.zcount('z', '-inf', 2)]).toEqual([4, 3]);
    expect([await redis.zscore('z', 'c'), await redis.zscore('z', 'x')]).toEqual(['2', null]);
    expect(await redis.zremrangebyscore('z', '-inf', 1)).toBe(2);
    expect(await redis.zrem('z', 'c', 'd', 'x')).toBe(2);
    expect(await redis.exists('z')).toBe(0);
  });

  it('refuses to read one kind of value as another', async () => {
    await redis.set('k', 'a');
    await expect(redis.zadd('k', 1, 'a')).rejects.toThrow(/WRONGTYPE/);
    await redis.zadd('z', 1, 'a');
    await expect(redis.get('z')).rejects.toThrow(/WRONGTYPE/);
  });

  it('refuses what it cannot understand', async () => {
    await expect(redis.set('k', 'a', 'PX', 0)).rejects.toThrow(/invalid expire/);
    await expect(redis.set('k', 'a', 'SOON')).rejects.toThrow(/syntax error/);
    await expect(redis.zadd('z', 'high', 'a')).rejects.toThrow(/not a valid float/);
  });

  it('tells the time in seconds and microseconds', async () => {
    const milliseconds = async () => {
      const [seconds, micros] = await redis.time();
      return Number(seconds) * 1000 + Math.floor(Number(micros) / 1000);
    };
    const before = await milliseconds();
    await pass(50);
    const passed = (await milliseconds()) - before;
    expect(passed).toBeGreaterThanOrEqual(45);
  });

  const lua = (script: string, keys: string[] = [], ...args: (string | number)[]) =>
    redis.eval(script, keys.length, ...keys, ...args);

  it('runs a script on keys and arguments', async () => {
    const release = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end`;
    await redis.set('k', 'me');
    expect(await lua(release, ['k'], 'you')).toBe(0);
    expect(await lua(release, ['k'], 'me')).toBe(1);
    expect(await lua(release, ['k'], 'me')).toBe(0);
  });

  it.each([
    ['return 3.99', 3],
    ['return nil', null],
    ['return false', null],
    ['return true', 1],
    [`return {1, 'two', 3}`, [1, 'two', 3]],
    [`return 1 + '2' * 3`, 7],
    ['return 7 % 3 - 10 / 4', -1],
    [`return 'a' .. 1 .. 'b'`, 'a1b'],
    ['return #ARGV + #KEYS', 3],
    ['return not nil and 4 or 5', 4],
    ['if 2 < 10 then return 1 end return 2', 1],
    [`if '2' < '10' then return 1 elseif '2' == 2 then return 2 else return 3 end`, 3],
    ['local a = 1 if a ~= 2 then a = a + 1 local a = 9 end return a', 2],
    ['return math.floor(7.8) + math.max(1, 2)', 9],
    [`return tonumber('12') + tonumber(redis.call('GET', 'absent') or '0')`, 12],
    [`return tostring(1024 * 1024)`, '1048576'],
    [`return redis.call('SET', 'k', 'v')`, 'OK'],
    [`return redis.call('SET', 'k', 'v').ok`, 'OK'],
    [`return redis.call('SET', 'k2', 'v') == 'OK'`, null],
    [`-- a comment\nreturn (1 + 2) * 2;`, 6],
  ])('answers to %s', async (script, expected) => {
    expect(await lua(script, ['k'], 'x', 'y')).toEqual(expected);
  });

  it.each([
    ['return 1 < "a"', /compare/],
    ['return {} + 1', /arithmetic/],
    ['x = 1', /readonly table/],
  ])('fails on %s', async (script, message) => {
    await expect(lua(script)).rejects.toThrow(message);
  });
}
