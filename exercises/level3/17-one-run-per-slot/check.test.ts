import { check, expect, onNodes, sleep, task, test, type Node as World } from '#kit';

const JOB = { name: 'report', everyMs: 1_000, maxSkewMs: 5_000 };
const A_DAY_MS = 24 * 60 * 60 * 1_000;
/** An ordinary moment, far enough from zero for clocks that are behind. */
const SLOT = 20_000;

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'The slot', () => {
    test('at its instant, a slot has come', () => {
      expect(subject.slotAt(SLOT, 1_000), `the slot at ${SLOT}`).toBe(SLOT);
    });

    test('a few milliseconds late, it is still the same slot', () => {
      expect(subject.slotAt(SLOT + 3, 1_000), `the slot at ${SLOT + 3}`).toBe(SLOT);
    });

    test('until the next has come, it is the same slot', () => {
      expect(subject.slotAt(SLOT + 999, 1_000), `the slot at ${SLOT + 999}`).toBe(SLOT);
    });

    test('slots are as far apart as the period', () => {
      const five = 5 * 60_000;
      expect(subject.slotAt(3 * five + 90_000, five), 'the slot a minute and a half after the third').toBe(3 * five);
    });
  });

  task(2, 'Claim', () => {
    const claims = async ({ id, redis, record }: World, job = 'report', slot = SLOT) => {
      const claimed = await subject.claimSlot(redis, { job, slot, owner: id, keepMs: 2_500 });
      record(claimed ? 'claims' : 'is turned away', { note: `${job} ${slot}` });
    };

    test('of all who claim a slot at once, one gets it', async () => {
      const story = await onNodes({ A: claims, B: claims, C: claims });
      expect(who('claims', story).length, 'nodes that got the slot').toBe(1);
    });

    test('who asks for its own slot again is turned away', async () => {
      const A = async (node: World) => {
        await claims(node);
        node.record('starts again');
        await claims(node);
      };
      const story = await onNodes({ A });
      expect(who('claims', story), 'who got the slot').toEqual(['A']);
    });

    test('other slots, and other jobs at the same instant, are free', async () => {
      const A = async (node: World) => {
        await claims(node);
        await claims(node, 'cleanup');
        await claims(node, 'report', SLOT + 1_000);
      };
      const story = await onNodes({ A });
      expect(who('claims', story).length, 'claims granted, for three different things').toBe(3);
    });

    test('a claim is kept as long as asked, and no longer', async () => {
      const B = async (node: World) => {
        await sleep(node.clock, 2_400);
        await claims(node);
        await sleep(node.clock, 200);
        await claims(node);
      };
      const story = await onNodes({ A: claims, B });
      const times = story.filter(({ type }) => type === 'claims').map(({ t }) => t);
      expect(times.length, 'claims granted: A at 0, B not at 2400, B at 2600').toBe(2);
      expect(times[1], 'when B got it').toBeGreaterThan(2_500);
    });
  });

  task(3, 'On the tick', () => {
    /** Comes to one slot, so late, by the world's time. */
    const comes =
      (lateMs: number, { takes = 50, error, job = JOB }: { takes?: number; error?: Error; job?: typeof JOB } = {}) =>
      async (node: World) => {
        await sleep(node.clock, SLOT + lateMs - node.clock.monotonic());
        const run = async (slot: number) => {
          node.record('runs', { note: `slot ${slot}` });
          await sleep(node.clock, takes);
          if (error) throw error;
        };
        const ran = await subject.onTick(node, job, run);
        node.record(ran ? 'ran' : 'did not run');
      };
    const behind = (node: string, byMs: number) =>
      ({ node, kind: 'skew', atMs: 0, forMs: 100_000, byMs: -byMs }) as const;

    test('of nodes that come at about the same time, one runs the slot', async () => {
      const story = await onNodes({ A: comes(2), B: comes(0), C: comes(11) });
      expect(who('runs', story).length, 'runs of the slot').toBe(1);
    });

    test('each node is told whether it ran', async () => {
      const story = await onNodes({ A: comes(0), B: comes(2) });
      expect(who('ran', story), 'who was told that it ran').toEqual(['A']);
      expect(who('did not run', story), 'who was told that it did not').toEqual(['B']);
    });

    test('a node that comes when the run is over finds the slot taken', async () => {
      const story = await onNodes({ A: comes(0), B: comes(250) }, { faults: [behind('B', 250)] });
      expect(who('runs', story), 'who ran the slot, B being 250 ms behind').toEqual(['A']);
    });

    test('so does the node that is furthest behind, and late as well', async () => {
      const story = await onNodes({ A: comes(0), B: comes(5_950) }, { faults: [behind('B', 5_000)] });
      expect(who('runs', story), 'who ran the slot, B being 5 s behind and 950 ms late').toEqual(['A']);
    });

    test('the further clocks may be apart, the longer a slot stays taken', async () => {
      const job = { ...JOB, maxSkewMs: 60_000 };
      const plan = { A: comes(0, { job }), B: comes(60_500, { job }) };
      const story = await onNodes(plan, { faults: [behind('B', 60_000)], durationMs: 90_000 });
      expect(who('runs', story), 'who ran the slot, B being a minute behind, as it may').toEqual(['A']);
    });

    test('every slot is run, under its own name', async () => {
      const A = async (node: World) => {
        for (const late of [0, 1_007, 2_003]) await comes(late)(node);
      };
      const story = await onNodes({ A });
      const slots = story.filter(({ type }) => type === 'runs').map(({ note }) => note);
      expect(slots, 'what the runs were told').toEqual(['slot 20000', 'slot 21000', 'slot 22000']);
    });

    test('a slot whose run failed is not run by another', async () => {
      const error = new Error('broken');
      const caught: unknown[] = [];
      const A = (node: World) => comes(0, { error })(node).catch((thrown) => void caught.push(thrown));
      const story = await onNodes({ A, B: comes(250) });
      expect(who('runs', story), 'who ran the slot, A having failed').toEqual(['A']);
      expect(caught, 'what A’s caller caught').toEqual([error]);
    });

    test('a node that cannot reach Redis runs nothing', async () => {
      const cutOff = { node: 'A', kind: 'partition', atMs: SLOT - 100, forMs: 5_000 } as const;
      const A = (node: World) => comes(0)(node).catch(() => {});
      const story = await onNodes({ A, B: comes(0) }, { faults: [cutOff] });
      expect(who('runs', story), 'who ran the slot').toEqual(['B']);
    });

    test('after a day nothing is left in Redis', async () => {
      await onNodes(
        {
          A: async (node) => {
            const keys: string[] = [];
            const { redis } = node;
            // Every key a claim writes is seen on its way.
            const watched = new Proxy(redis, {
              get:
                (target, name) =>
                (...args: string[]) => {
                  keys.push(...args.slice(0, 4));
                  return Reflect.get(target, name)(...args);
                },
            });
            await comes(0)({ ...node, redis: watched });
            await sleep(node.clock, A_DAY_MS);
            expect(await redis.exists(...keys), 'keys left, one for each slot of each job').toBe(0);
          },
        },
        { durationMs: 2 * A_DAY_MS },
      );
    });
  });
});

const who = (did: string, story: Awaited<ReturnType<typeof onNodes>>) =>
  story.filter(({ type }) => type === did).map(({ node }) => node);
