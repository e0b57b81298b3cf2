import { check, expect, type Node, onNodes, sleep, task, test } from '#kit';

const KEY = 'lease:report';
const LEASE_MS = 3_000;

check<typeof import('./exercise.ts')>((subject) => {
  /** Takes the lease as anybody may, once. */
  const takes = async ({ id, redis, record }: Node) => {
    const got = (await redis.set(KEY, id, 'PX', LEASE_MS, 'NX')) === 'OK';
    if (got) record('acquires');
    return got;
  };
  const waits = async (node: Node) => {
    while (!(await takes(node))) await sleep(node.clock, 20);
  };
  const after = (ms: number, act: (node: Node) => Promise<unknown>) => async (node: Node) => {
    await sleep(node.clock, ms);
    return act(node);
  };
  const renews = async ({ id, redis, record }: Node) => {
    const renewed = await subject.renew(redis, KEY, id, LEASE_MS);
    record(renewed ? 'renews' : 'cannot renew');
  };
  const holds = async (node: Node, leaseMs = LEASE_MS) => {
    const lease = await subject.hold(node.redis, node.clock, KEY, node.id, leaseMs);
    if (lease) node.record('holds');
    lease?.signal.addEventListener('abort', () => node.record('stops'));
    return lease;
  };

  task(1, 'Renew', () => {
    test('a renewed lease lasts its whole time from then on, and no longer', async () => {
      const A = async (node: Node) => {
        await takes(node);
        await sleep(node.clock, 2_000);
        await renews(node);
      };
      const early = await onNodes({ A, B: after(4_800, takes) });
      expect(who('acquires', early), 'who got the lease, A renewing after 2000 and B asking after 4800').toEqual(['A']);
      const late = await onNodes({ A, B: after(5_200, takes) });
      expect(who('acquires', late), 'who got the lease, B asking after 5200').toEqual(['A', 'B']);
    });

    test('a renewal by anybody else is refused, and changes nothing', async () => {
      const story = await onNodes({ A: takes, B: after(2_000, renews), C: after(LEASE_MS + 100, takes) });
      expect(who('renews', story), 'who was told that it had renewed').toEqual([]);
      expect(who('acquires', story), 'who got the lease').toEqual(['A', 'C']);
    });

    test('a lease that has ended is not renewed', async () => {
      const A = async (node: Node) => {
        await takes(node);
        await sleep(node.clock, LEASE_MS + 100);
        await renews(node);
      };
      const story = await onNodes({ A, B: after(LEASE_MS + 500, takes) });
      expect(who('renews', story), 'who was told that it had renewed').toEqual([]);
      expect(who('acquires', story), 'who got the lease').toEqual(['A', 'B']);
    });

    test('a lease that changes hands during a renewal is not renewed', async () => {
      for (let at = LEASE_MS - 40; at <= LEASE_MS; at += 2) {
        const A = async (node: Node) => {
          await takes(node);
          await sleep(node.clock, at - node.clock.monotonic());
          await renews(node);
        };
        const story = await onNodes({ A, B: after(LEASE_MS, takes) }, { durationMs: 3_500 });
        const both = [...who('renews', story), ...who('acquires', story).filter((node) => node === 'B')];
        expect(both.length, 'nodes that believe they have the lease from now on').toBe(1);
      }
    });
  });

  task(2, 'Hold', () => {
    test('what another holds is not given', async () => {
      const story = await onNodes({ A: takes, B: after(100, holds) });
      expect(who('holds', story), 'who was given the lease').toEqual([]);
    });

    test('while its holder lives, a lease is not given to another', async () => {
      const story = await onNodes({ A: holds, B: after(100, waits) }, { durationMs: 15_000 });
      expect(who('acquires', story), 'who else got the lease').toEqual([]);
      expect(who('stops', story), 'who was told that it had lost it').toEqual([]);
    });

    test('a short lease is renewed as surely as a long one', async () => {
      const A = (node: Node) => holds(node, 300);
      const story = await onNodes({ A, B: after(100, waits) }, { durationMs: 3_000 });
      expect(who('acquires', story), 'who else got the lease of 300 ms').toEqual([]);
      expect(who('stops', story), 'who was told that it had lost it').toEqual([]);
    });

    test('the lease of a holder that dies at once goes to another when its time is up', async () => {
      const faults = [{ node: 'A', kind: 'kill', atMs: 500, forMs: 90_000 }] as const;
      const story = await onNodes({ A: holds, B: after(100, waits) }, { faults, durationMs: 5_000 });
      expect(who('acquires', story), 'who got the lease within 5 s').toEqual(['B']);
    });

    test('a holder whose lease was given to another is told when it would renew', async () => {
      const operator = async (node: Node) => {
        await node.redis.set(KEY, 'B', 'PX', LEASE_MS);
        node.record('gives the lease to B');
      };
      const story = await onNodes({ A: holds, operator: after(5_000, operator) }, { durationMs: 20_000 });
      expect(first('stops', story), 'when A was told, B having had it since 5010').toBeLessThan(5_010 + LEASE_MS);
    });

    test('a holder that was paused past its end is told as soon as it goes on', async () => {
      const faults = [{ node: 'A', kind: 'pause', atMs: 1_500, forMs: 5_000 }] as const;
      const story = await onNodes({ A: holds, B: after(100, waits) }, { faults, durationMs: 10_000 });
      expect(first('stops', story), 'when A was told, going on at 6500').toBeLessThan(6_550);
    });

    test('a holder that cannot reach Redis stops', async () => {
      const story = await onNodes({ A: holds }, { faults: [cutOff(1_500, 90_000)], durationMs: 10_000 });
      expect(who('stops', story), 'who stopped within 10 s').toEqual(['A']);
    });

    test('the next holder starts only when the one before has stopped', async () => {
      const faults = [cutOff(1_500, 90_000)];
      const story = await onNodes({ A: holds, B: after(100, waits) }, { faults, durationMs: 10_000 });
      expect(first('stops', story), 'when A stopped, cut off and unable to renew').toBeLessThanOrEqual(
        first('acquires', story),
      );
    });

    test('a slow answer does not make the lease last longer', async () => {
      let asked = 0;
      const delayMs = () => (++asked === 2 ? 1_000 : 5);
      const faults = [cutOff(1_006, 90_000)];
      const story = await onNodes({ A: holds, B: after(100, waits) }, { faults, delayMs, durationMs: 10_000 });
      expect(
        first('stops', story),
        'when A stopped, having asked at 0 and heard yes after a second',
      ).toBeLessThanOrEqual(first('acquires', story));
    });

    test('a renewal without an answer is not yet a loss', async () => {
      const story = await onNodes(
        { A: holds, B: after(100, waits) },
        { faults: [cutOff(800, 700)], durationMs: 8_000 },
      );
      expect(who('stops', story), 'who stopped, though it had time to ask again').toEqual([]);
    });

    test('a release frees the lease at once', async () => {
      const story = await onNodes({ A: releasesAfter(1_500), B: after(1_600, takes) });
      expect(who('acquires', story), 'who got it after the release at 1500').toEqual(['B']);
    });

    test('after a release nothing is renewed, and nothing is lost', async () => {
      const story = await onNodes({ A: releasesAfter(1_500), B: after(1_600, takes) });
      expect(who('stops', story), 'who was told that it had lost the lease').toEqual([]);
      await onNodes({
        A: async (node) => {
          await releasesAfter(1_500)(node);
          // As if it had got the lease again by other means: nobody may prolong it now.
          await takes(node);
          await sleep(node.clock, LEASE_MS + 100);
          expect(await node.redis.get(KEY), 'who holds a lease that nobody should have renewed').toBeNull();
        },
      });
    });

    test('a release of what has become another’s leaves it alone', async () => {
      const faults = [{ node: 'A', kind: 'pause', atMs: 500, forMs: 4_000 }] as const;
      const story = await onNodes(
        { A: releasesAfter(5_000), B: after(100, waits), C: after(5_500, takes) },
        { faults },
      );
      expect(who('acquires', story), 'who got the lease, C asking while B has it').toEqual(['B']);
    });

    const releasesAfter = (ms: number) => async (node: Node) => {
      const lease = await holds(node);
      await sleep(node.clock, ms - node.clock.monotonic());
      node.record('releases');
      await lease?.release();
    };
  });
});

const cutOff = (atMs: number, forMs: number) => ({ node: 'A', kind: 'partition', atMs, forMs }) as const;

type Story = Awaited<ReturnType<typeof onNodes>>;
const who = (did: string, story: Story) => story.filter(({ type }) => type === did).map(({ node }) => node);
const first = (did: string, story: Story) => story.find(({ type }) => type === did)?.t ?? Number.POSITIVE_INFINITY;
