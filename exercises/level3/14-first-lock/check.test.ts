import { check, expect, type Node, onNodes, sleep, task, test } from '#kit';

const KEY = 'lock:report';
const TTL_MS = 2_500;

check<typeof import('./exercise.ts')>((subject) => {
  const acquires = async ({ id, redis, record }: Node, key = KEY, ttlMs = TTL_MS) => {
    const got = await subject.acquire(redis, key, id, ttlMs);
    record(got ? 'acquires' : 'is turned away');
    return got;
  };
  const releases = async ({ id, redis, record }: Node) => {
    const released = await subject.release(redis, KEY, id);
    record(released ? 'releases' : 'had nothing to release');
    return released;
  };
  const after = (ms: number, act: (node: Node) => Promise<unknown>) => async (node: Node) => {
    await sleep(node.clock, ms);
    return act(node);
  };
  /** Acquires as task 1 should, whether or not it is done yet. */
  const holds = async ({ id, redis, record }: Node) => {
    const got = await redis.set(KEY, id, 'PX', TTL_MS, 'NX');
    record(got ? 'acquires' : 'is turned away');
  };
  /** Asks every so often until it has it. */
  const keepsAsking = async (node: Node) => {
    while (!(await acquires(node))) await sleep(node.clock, 500);
  };

  task(1, 'Acquire', () => {
    test('of all who ask at once, exactly one gets the lock', async () => {
      const story = await onNodes({ A: acquires, B: acquires, C: acquires });
      expect(who('acquires', story).length, 'nodes that got the lock').toBe(1);
    });

    test('until its time is up, a lock is not given to another', async () => {
      const story = await onNodes({ A: acquires, B: after(TTL_MS - 100, acquires) });
      expect(who('acquires', story), 'who got the lock').toEqual(['A']);
    });

    test('a lock ends by itself when its time is up', async () => {
      for (const ttlMs of [TTL_MS, 700]) {
        const forAWhile = (node: Node) => acquires(node, KEY, ttlMs);
        const story = await onNodes({ A: forAWhile, B: after(ttlMs + 100, forAWhile) });
        expect(who('acquires', story), `who got the lock, A for ${ttlMs} ms and B 100 ms later`).toEqual(['A', 'B']);
      }
    });

    test('a lock under another name is another lock', async () => {
      const story = await onNodes({ A: acquires, B: after(100, (node) => acquires(node, 'lock:cleanup')) });
      expect(who('acquires', story), 'who got its lock, each asking for another').toEqual(['A', 'B']);
    });

    test('asking in vain does not make the lock last longer', async () => {
      const story = await onNodes({ A: acquires, B: after(100, keepsAsking) }, { durationMs: 10_000 });
      expect(who('acquires', story), 'who got the lock within 10 s, B asking twice a second').toEqual(['A', 'B']);
    });

    test('a node that dies while asking leaves no lock for ever', async () => {
      for (const atMs of [2, 7, 12, 17, 22]) {
        const faults = [{ node: 'A', kind: 'kill', atMs, forMs: 90_000 }] as const;
        const story = await onNodes({ A: acquires, B: after(10_000, acquires) }, { faults });
        expect(who('acquires', story), `who had the lock, A dying after ${atMs} ms`).toContain('B');
      }
    });

    test('the lock says who holds it', async () => {
      await onNodes({
        A: async (node) => {
          await acquires(node);
          expect(await node.redis.get(KEY), 'the value of the key').toBe('A');
        },
      });
    });
  });

  task(2, 'Release', () => {
    test('what its owner releases, the next may have', async () => {
      const A = async (node: Node) => {
        await holds(node);
        await releases(node);
      };
      const story = await onNodes({ A, B: after(100, holds) });
      expect(who('acquires', story), 'who got the lock').toEqual(['A', 'B']);
    });

    test('a release by anybody else leaves the lock alone', async () => {
      const story = await onNodes({ A: holds, B: after(100, releases), C: after(200, holds) });
      expect(who('acquires', story), 'who got the lock within its time').toEqual(['A']);
    });

    test('a lock that changes hands during a release stays with its new owner', async () => {
      for (let at = TTL_MS - 40; at <= TTL_MS; at += 2) {
        const A = async (node: Node) => {
          await holds(node);
          await sleep(node.clock, at - node.clock.monotonic());
          node.record('asks to release');
          await releases(node);
        };
        const story = await onNodes({ A, B: after(TTL_MS, holds), C: after(TTL_MS + 100, holds) });
        expect(who('acquires', story), 'who got the lock, C asking while B has it').toEqual(['A', 'B']);
      }
    });

    test('a release says whether there was anything of its own', async () => {
      const said: boolean[] = [];
      const A = async (node: Node) => {
        await holds(node);
        await sleep(node.clock, 200);
        said.push(await releases(node), await releases(node));
      };
      const B = async (node: Node) => void said.push(await releases(node));
      await onNodes({ A, B: after(100, B) });
      expect(said, 'what was answered to B, then to A, who had it, then to A once more').toEqual([false, true, false]);
    });
  });

  task(3, 'Work under it', () => {
    const works = (takes: number, error?: Error) => async (node: Node) => {
      const { id, clock, redis, record } = node;
      const worked = await subject.withLock(redis, KEY, id, TTL_MS, async () => {
        record('works');
        await sleep(clock, takes);
        record(error ? 'fails' : 'is done');
        if (error) throw error;
      });
      record(worked ? 'hears that it worked' : 'hears that it did not work');
    };

    test('only who has the lock works, and each is told', async () => {
      const story = await onNodes({ A: works(500), B: after(100, works(500)) });
      expect(who('works', story), 'who worked').toEqual(['A']);
      expect(who('hears that it worked', story), 'who was told that it had worked').toEqual(['A']);
      expect(who('hears that it did not work', story), 'who was told that it had not').toEqual(['B']);
    });

    test('the lock is free when the work is done', async () => {
      const story = await onNodes({ A: works(500), B: after(600, works(500)) });
      expect(who('works', story), 'who worked').toEqual(['A', 'B']);
    });

    test('work that fails frees the lock', async () => {
      const A = async (node: Node) => works(500, new Error('broken'))(node).catch(() => {});
      const story = await onNodes({ A, B: after(600, works(500)) });
      expect(who('works', story), 'who worked').toEqual(['A', 'B']);
    });

    test('an error of the work reaches the caller', async () => {
      const error = new Error('broken');
      const caught: unknown[] = [];
      await onNodes({ A: async (node) => works(500, error)(node).catch((thrown) => void caught.push(thrown)) });
      expect(caught, 'what the caller caught').toEqual([error]);
    });
  });
});

const who = (did: string, story: Awaited<ReturnType<typeof onNodes>>) =>
  story.filter(({ type }) => type === did).map(({ node }) => node);
