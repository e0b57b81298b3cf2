import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startRedis, type TestRedis } from '../shared/redis/testing.ts';

let redis: TestRedis;
const running: Terminal[] = [];

beforeEach(async () => {
  redis = await startRedis({ kind: 'real' });
});
afterEach(async () => {
  for (const { child } of running.splice(0)) child.kill('SIGKILL');
  await redis.stop();
});

interface Terminal {
  child: ChildProcess;
  output: () => string;
  says: (what: RegExp, withinMs?: number) => Promise<string>;
  ends: () => Promise<number | null>;
}

function terminal(args: string[], url = redis.url): Terminal {
  const main = 'examples/level3-distributed-coordinator/main.ts';
  const env = { ...process.env, REDIS_URL: url, NO_COLOR: '1' };
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], { env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (output += bytes));
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const says = async (what: RegExp, withinMs = 30_000) => {
    for (const deadline = Date.now() + withinMs; Date.now() < deadline; await delay(50)) {
      if (what.test(output)) return output;
    }
    throw new Error(`${what} was not said within ${withinMs} ms:\n${output}`);
  };
  const opened = { child, output: () => output, says, ends: () => exited };
  running.push(opened);
  return opened;
}

describe('npm run level3', () => {
  it('gives a dead holder’s slot to another node', async () => {
    const nodes = ['node1', 'node2'].map((id) => terminal([`--instance-id=${id}`, '--fast', '--work', '1500']));
    const holder = await Promise.race(nodes.map((node) => node.says(/starts on/).then(() => node)));
    holder.child.kill('SIGKILL');
    const [survivor] = nodes.filter((node) => node !== holder);
    await survivor?.says(/takes over.*writes the report/s, 15_000);
  });

  it('refuses a second node of the same name, and says which', async () => {
    const first = terminal(['--instance-id=node1', '--fast']);
    await first.says(/acquires/);
    const second = terminal(['--instance-id=node1', '--fast']);
    expect(await second.ends()).toBe(1);
    expect(second.output()).toContain('node1 is already running');
  });

  it('says what to do when Redis is down, and ends', async () => {
    const node = terminal(['--fast'], 'redis://127.0.0.1:1');
    expect(await node.ends()).toBe(1);
    expect(node.output()).toMatch(
      /No Redis answers at redis:\/\/127\.0\.0\.1:1, given by REDIS_URL.*Three ways to get one/,
    );
  });

  it('waits while Redis is away, goes on when it is back, and runs no slot twice', async () => {
    const nodes = terminal(['--fast', '--work', '1500']);
    await nodes.says(/starts on/);
    await redis.stop();
    await nodes.says(/has lost its lease/);
    await nodes.says(/cannot reach what it needs and waits/);
    await delay(2_000);
    await redis.restart();
    await nodes.says(/reaches Redis and the table again.*writes the report/s);
    nodes.child.kill('SIGINT');
    expect(await nodes.ends()).toBe(0);
    const all = nodes
      .output()
      .split('\n')
      .find((line) => line.startsWith('all'));
    const [, , , , duplicates] = all?.trim().split(/\s+/) ?? [];
    expect(duplicates).toBe('0');
  });

  it.each([
    ['naive', 3],
    ['lock', 2],
    ['lease', 2],
  ])('shows %s writing a report %i times', async (strategy, copies) => {
    await terminal(['--fast', '--strategy', strategy]).says(new RegExp(`writes AGAIN, copy ${copies}`));
  });
});
