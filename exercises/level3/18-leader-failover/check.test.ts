import { check, expect, type HistoryEvent, onNodes, sleep, task, test, type Node as World } from '#kit';

const KEY = 'leader:mailbox';
const ELECTION = { key: KEY, leaseMs: 2_000, lookEveryMs: 500 };
/** Two questions and their answers, and a glance every 10 ms. */
const NETWORK_MS = 50;

check<typeof import('./exercise.ts')>((subject) => {
  const after = (ms: number, act: (node: World) => Promise<unknown>) => async (node: World) => {
    await sleep(node.clock, ms);
    return act(node);
  };

  task(1, 'Claim the lead', () => {
    const claims = async ({ id, redis, record }: World) => {
      const has = await subject.claimLead(redis, KEY, id, 2_000);
      record(has ? 'has the lead' : 'is turned away');
    };
    const twice = (ms: number) => async (node: World) => {
      await claims(node);
      await sleep(node.clock, ms);
      await claims(node);
    };

    test('of all who claim it at once, one gets the lead', async () => {
      const story = await onNodes({ A: claims, B: claims, C: claims });
      expect(who('has the lead', story).length, 'nodes that got it').toBe(1);
    });

    test('what another has is left alone', async () => {
      const story = await onNodes({ A: claims, B: after(1_000, twice(500)) });
      expect(who('has the lead', story), 'who got it, B asking at 1000 and at 1500').toEqual(['A']);
      const time = await onNodes({ A: claims, B: after(1_000, claims), C: after(2_100, claims) });
      expect(who('has the lead', time), 'who got it, the lead of A ending at 2000').toEqual(['A', 'C']);
    });

    test('who has the lead is told so when it asks again', async () => {
      const story = await onNodes({ A: twice(1_500) });
      expect(who('has the lead', story), 'who was told that it has the lead, A asking twice').toEqual(['A', 'A']);
    });

    test('asking again gives the whole time anew', async () => {
      const story = await onNodes({ A: twice(1_500), B: after(3_000, claims) });
      expect(who('has the lead', story), 'who got it, A asking again at 1500 and B at 3000').not.toContain('B');
    });

    test('nobody has the lead longer than asked for', async () => {
      const story = await onNodes({ A: claims, B: after(2_100, claims) });
      expect(who('has the lead', story), 'who got it').toEqual(['A', 'B']);
    });
  });

  task(2, 'Stand for leader', () => {
    /** Nodes that stand, each asked every 10 ms whether it leads. `crowded`: when two of them said yes at once. */
    const election = (options = ELECTION) => {
      const leading = new Map<number, string[]>();
      const crowded: string[] = [];
      const stands = (stopAfterMs = 90_000) => {
        return async (node: World) => {
          const candidate = new subject.Candidate(node, options);
          const stop = new AbortController();
          const watching = async () => {
            for (let led = false; ; await sleep(node.clock, 10)) {
              const leads = candidate.leads();
              if (leads !== led) node.record(leads ? 'leads' : 'leads no more');
              led = leads;
              const now = Math.round(node.clock.monotonic());
              const others = leading.get(now) ?? [];
              if (leads && others.length > 0) crowded.push(`t=${now} ${[...others, node.id].join(' and ')}`);
              if (leads) leading.set(now, [...others, node.id]);
            }
          };
          void watching();
          const standing = candidate.stand(stop.signal);
          await sleep(node.clock, stopAfterMs);
          node.record('is asked to stop');
          stop.abort();
          await standing;
        };
      };
      return { stands, crowded };
    };

    test('of several candidates one leads, and goes on leading', async () => {
      const { stands, crowded } = election();
      const story = await onNodes(
        { A: stands(), B: after(10, stands()), C: after(20, stands()) },
        { durationMs: 8_000 },
      );
      expect(who('leads', story), 'who led in 8 s').toEqual(['A']);
      expect(who('leads no more', story), 'who ceased to').toEqual([]);
      expect(crowded, 'moments with two leaders').toEqual([]);
    });

    test('a dead leader is replaced within a lease and a look', async () => {
      for (const options of [ELECTION, { key: KEY, leaseMs: 700, lookEveryMs: 200 }]) {
        for (const atMs of [990, 1_200, 1_480]) {
          const { stands } = election(options);
          const faults = [{ node: 'A', kind: 'kill', atMs, forMs: 90_000 }] as const;
          const story = await onNodes({ A: stands(), B: after(110, stands()) }, { faults, durationMs: 6_000 });
          const promised = atMs + options.leaseMs + options.lookEveryMs + NETWORK_MS;
          expect(leadsAt('B', story), `when B led, A having died at ${atMs}`).toBeLessThanOrEqual(promised);
        }
      }
    });

    test('a leader that was paused and replaced does not lead for another moment', async () => {
      const { stands, crowded } = election();
      const faults = [{ node: 'A', kind: 'pause', atMs: 1_200, forMs: 5_000 }] as const;
      const story = await onNodes({ A: stands(), B: after(110, stands()) }, { faults, durationMs: 8_000 });
      expect(who('leads', story), 'who led').toEqual(['A', 'B']);
      expect(crowded, 'moments with two leaders, A going on at 6200').toEqual([]);
    });

    test('a leader that is told of another leads no more', async () => {
      const { stands } = election();
      const operator = async (node: World) => {
        await node.redis.set(KEY, 'B', 'PX', 90_000);
        node.record('gives the lead to B');
      };
      const story = await onNodes({ A: stands(), operator: after(1_300, operator) }, { durationMs: 4_000 });
      const ended = story.find(({ type }) => type === 'leads no more')?.t ?? Number.POSITIVE_INFINITY;
      expect(ended, 'when A knew').toBeLessThanOrEqual(1_310 + ELECTION.lookEveryMs + NETWORK_MS);
    });

    test('a leader that cannot reach Redis does not lead beside the next', async () => {
      const { stands, crowded } = election();
      const faults = [{ node: 'A', kind: 'partition', atMs: 1_200, forMs: 90_000 }] as const;
      const story = await onNodes({ A: stands(), B: after(110, stands()) }, { faults, durationMs: 8_000 });
      expect(who('leads', story), 'who led').toEqual(['A', 'B']);
      expect(crowded, 'moments with two leaders').toEqual([]);
    });

    test('a wall clock that is set back does not prolong the lead', async () => {
      const { stands, crowded } = election();
      const faults = [
        { node: 'A', kind: 'partition', atMs: 1_200, forMs: 90_000 },
        { node: 'A', kind: 'skew', atMs: 1_210, forMs: 90_000, byMs: -3_000 },
      ] as const;
      await onNodes({ A: stands(), B: after(110, stands()) }, { faults, durationMs: 8_000 });
      expect(crowded, 'moments with two leaders').toEqual([]);
    });

    test('a leader that stops is replaced at the next look', async () => {
      const { stands } = election();
      const story = await onNodes({ A: stands(1_300), B: after(110, stands()) }, { durationMs: 5_000 });
      expect(leadsAt('B', story), 'when B led, A having stopped at 1300').toBeLessThanOrEqual(1_800 + NETWORK_MS);
    });

    test('one that stops without the lead leaves it where it is', async () => {
      const { stands } = election();
      const story = await onNodes(
        { A: stands(), B: after(110, stands(1_000)), C: after(120, stands()) },
        { durationMs: 3_000 },
      );
      expect(who('leads', story), 'who led, B having stopped at 1110').toEqual(['A']);
    });

    test('a candidate outlasts a Redis that is away', async () => {
      const { stands } = election();
      const faults = [{ node: 'redis', kind: 'redis-restart', atMs: 100, forMs: 3_000 }] as const;
      const story = await onNodes({ A: after(200, stands()) }, { faults, durationMs: 6_000 });
      expect(who('leads', story), 'who led, once Redis was back').toEqual(['A']);
    });
  });
});

const who = (did: string, story: readonly HistoryEvent[]) =>
  story.filter(({ type }) => type === did).map(({ node }) => node);
const leadsAt = (id: string, story: readonly HistoryEvent[]) =>
  story.find(({ node, type }) => node === id && type === 'leads')?.t ?? Number.POSITIVE_INFINITY;
