import { check, expect, type HistoryEvent, type Node, onNodes, sleep, task, test } from '#kit';

const POOL = { key: 'pool:bank', limit: 2, permitMs: 2_500 };

check<typeof import('./exercise.ts')>((subject) => {
  const takes = async (node: Node, pool = POOL) => {
    const has = await subject.takePermit(node, pool, node.id);
    node.record(has ? 'may go on' : 'is refused');
    return has;
  };
  const returns = async (node: Node) => {
    node.record('returns its permit');
    await subject.returnPermit(node, POOL, node.id);
  };
  /** Acts one after another, each at its time. */
  const at = (plan: Record<number, (node: Node) => Promise<unknown>>) => async (node: Node) => {
    for (const [ms, act] of Object.entries(plan)) {
      await sleep(node.clock, Number(ms) - node.clock.monotonic());
      await act(node);
    }
  };
  const takesAt = (...times: number[]) => at(Object.fromEntries(times.map((ms) => [ms, takes])));

  task(1, 'Take', () => {
    test('however many ask at once, no more get a permit than there are, and no fewer', async () => {
      const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
      for (const limit of [1, POOL.limit, 5]) {
        const takesOf = (node: Node) => takes(node, { ...POOL, limit });
        const story = await onNodes(Object.fromEntries(names.map((name) => [name, takesOf])));
        expect(who('may go on', story).length, `nodes that got a permit when there are ${limit}`).toBe(limit);
      }
    });

    test('until its time is up a permit is not given to another, and then it is', async () => {
      const story = await onNodes({ A: takesAt(0), B: takesAt(10), C: takesAt(2_400, 2_700) });
      expect(who('may go on', story), 'who got a permit, C asking at 2400 and at 2700').toEqual(['A', 'B', 'C']);
      const granted = story.find(({ node, type }) => node === 'C' && type === 'may go on');
      expect(granted?.t, 'when C got one').toBeGreaterThan(2_500);
    });

    test('the permit of a dead holder becomes free while the others go on', async () => {
      const faults = [{ node: 'A', kind: 'kill', atMs: 500, forMs: 90_000 }] as const;
      const B = takesAt(10, 1_000, 2_000, 3_000, 4_000);
      const story = await onNodes({ A: takesAt(0), B, C: takesAt(4_500) }, { faults });
      expect(who('may go on', story), 'who got a permit, A being dead since 500').toContain('C');
    });

    test('a holder that asks again keeps its one permit', async () => {
      const story = await onNodes({ A: takesAt(0, 200, 400), B: takesAt(500), C: takesAt(600) });
      expect(who('may go on', story), 'who heard yes: A three times, B once').toEqual(['A', 'A', 'A', 'B']);
    });

    test('a holder may go on when all permits are taken', async () => {
      const story = await onNodes({ A: takesAt(0, 1_000), B: takesAt(10) });
      expect(who('is refused', story), 'who was refused, A asking again').toEqual([]);
    });

    test('asking again gives the whole time anew', async () => {
      const story = await onNodes({ A: takesAt(0, 2_000), B: takesAt(10, 2_010), C: takesAt(3_500) });
      expect(who('may go on', story), 'who got a permit, A and B having asked again at 2000').not.toContain('C');
    });

    test('every permit has a time of its own', async () => {
      const story = await onNodes({ A: takesAt(0), B: takesAt(1_500), C: takesAt(2_700), D: takesAt(2_800) });
      const refused = 'who was refused: only D, for A’s time was up at 2500 and C took its place beside B';
      expect(who('is refused', story), refused).toEqual(['D']);
    });

    test('who is refused takes nothing', async () => {
      const B = takesAt(10, 1_000, 2_000);
      const story = await onNodes({ A: takesAt(0), B, C: takesAt(500, 600, 700), D: takesAt(2_600) });
      const refused = 'who was refused: C three times, and not D, who came when A’s time was up';
      expect(who('is refused', story), refused).toEqual(['C', 'C', 'C']);
    });

    test('a node whose clock is ahead takes no permit that is in use', async () => {
      const faults = [{ node: 'C', kind: 'skew', atMs: 100, forMs: 90_000, byMs: 60_000 }] as const;
      const story = await onNodes({ A: takesAt(0), B: takesAt(10), C: takesAt(1_000) }, { faults });
      expect(who('may go on', story), 'who got a permit, the clock of C being a minute ahead').toEqual(['A', 'B']);
    });

    test('a node whose clock is behind has a permit as good as any', async () => {
      const faults = ['A', 'B'].map(
        (node) => ({ node, kind: 'skew', atMs: 100, forMs: 90_000, byMs: -60_000 }) as const,
      );
      const plan = { A: takesAt(200), B: takesAt(210), C: takesAt(1_000) };
      const story = await onNodes(plan, { faults });
      expect(who('may go on', story), 'who got a permit, the clocks of A and B being a minute behind').toEqual([
        'A',
        'B',
      ]);
    });

    test('nothing is left when nobody holds a permit any more', async () => {
      await onNodes({
        A: at({
          0: takes,
          10000: async ({ redis }) => expect(await redis.exists(POOL.key), 'keys left by a holder that died').toBe(0),
        }),
      });
    });
  });

  task(2, 'Return', () => {
    test('a returned permit is free at once', async () => {
      const story = await onNodes({ A: at({ 0: takes, 500: returns }), B: takesAt(10), C: takesAt(600) });
      expect(who('may go on', story), 'who got a permit, A having returned its own at 500').toEqual(['A', 'B', 'C']);
    });

    test('returning leaves the permits of the others alone', async () => {
      const story = await onNodes({
        A: at({ 0: takes, 500: returns }),
        B: takesAt(10),
        C: takesAt(600),
        D: takesAt(700),
      });
      expect(who('may go on', story), 'who got a permit, one being free after A’s return').toEqual(['A', 'B', 'C']);
    });

    test('returning what one does not have frees nothing', async () => {
      const C = at({ 500: returns, 600: returns, 700: takes });
      const story = await onNodes({ A: takesAt(0), B: takesAt(10), C });
      expect(who('may go on', story), 'who got a permit, C having returned one it never had').toEqual(['A', 'B']);
    });
  });
});

const who = (did: string, story: readonly HistoryEvent[]) =>
  story.filter(({ type }) => type === did).map(({ node }) => node);
