import { check, expect, type Node, onNodes, sleep, task, test } from '#kit';

const KEY = 'token:report';
const A_YEAR_MS = 365 * 24 * 60 * 60 * 1_000;

check<typeof import('./exercise.ts')>((subject) => {
  const after = (ms: number, act: (node: Node) => Promise<unknown>) => async (node: Node) => {
    await sleep(node.clock, ms);
    return act(node);
  };

  task(1, 'A token', () => {
    const asking = () => {
      const tokens: number[] = [];
      const asks = async (node: Node) => {
        const token = await subject.nextToken(node, KEY);
        tokens.push(token);
        node.record(`gets ${token}`);
      };
      return { tokens, asks };
    };

    test('machines that ask at the same moment get different tokens', async () => {
      const { tokens, asks } = asking();
      await onNodes({ A: asks, B: asks, C: asks });
      expect(new Set(tokens).size, 'different tokens among three').toBe(3);
    });

    test('who asks later gets a larger token, whatever its clock says', async () => {
      const { tokens, asks } = asking();
      const behind = { node: 'B', kind: 'skew', atMs: 0, forMs: 60_000, byMs: -5_000 } as const;
      await onNodes({ A: after(1_000, asks), B: after(2_000, asks) }, { faults: [behind] });
      expect(tokens[1], `the token B gets a second after A got ${tokens[0]}`).toBeGreaterThan(tokens[0] as number);
    });

    test('after a quiet year tokens still grow', async () => {
      const { tokens, asks } = asking();
      const A = async (node: Node) => {
        for (let ask = 0; ask < 3; ask++) await asks(node);
      };
      await onNodes({ A, B: after(A_YEAR_MS, asks) }, { durationMs: 2 * A_YEAR_MS });
      expect(tokens[3], `the token B gets a year after A got ${tokens[2]}`).toBeGreaterThan(tokens[2] as number);
    });
  });

  task(2, 'The resource', () => {
    const write = (tokens: number[]) => {
      const reports = new subject.Reports();
      const answers = tokens.map((token) => reports.accept(token, `report ${token}`));
      return { answers, taken: [...reports.taken()] };
    };

    test('a larger token is taken, though numbers are missing', () => {
      const { answers, taken } = write([1, 2, 5]);
      expect(answers, 'what was answered to tokens 1, 2 and 5').toEqual([true, true, true]);
      expect(taken, 'what was taken').toEqual(['report 1', 'report 2', 'report 5']);
    });

    test('an older token is refused', () => {
      const { answers, taken } = write([34, 33]);
      expect(answers, 'what was answered to token 34, then to 33').toEqual([true, false]);
      expect(taken, 'what was taken').toEqual(['report 34']);
    });

    test('a token is good for one report', () => {
      const { answers, taken } = write([33, 33]);
      expect(answers, 'what was answered to token 33, then to 33 again').toEqual([true, false]);
      expect(taken.length, 'reports taken').toBe(1);
    });

    test('what is refused changes nothing', () => {
      const { answers } = write([34, 31, 32]);
      expect(answers, 'what was answered to tokens 34, 31 and 32').toEqual([true, false, false]);
    });

    test('ten is larger than nine', () => {
      expect(write([9, 10]).answers, 'what was answered to token 9, then to 10').toEqual([true, true]);
    });
  });

  task(3, 'Write fenced', () => {
    /** A resource that is right, whatever became of task 2, and a machine that writes to it. */
    const world = () => {
      let largest = 0;
      const resource = {
        accept: async (token: number, _report: string) => {
          const larger = token > largest;
          if (larger) largest = token;
          return larger;
        },
      };
      const writes = (takes: number) => async (node: Node) => {
        const taken = await subject.writeFenced(node, KEY, node.reach(resource), async () => {
          node.record('begins');
          await sleep(node.clock, takes);
          return `by ${node.id}`;
        });
        node.record(taken ? 'has written' : 'was refused');
      };
      return { resource, writes };
    };

    test('a machine that was paused and overtaken is refused', async () => {
      const { writes } = world();
      const paused = { node: 'A', kind: 'pause', atMs: 500, forMs: 8_000 } as const;
      const story = await onNodes({ A: writes(1_000), B: after(5_000, writes(1_000)) }, { faults: [paused] });
      expect(who('has written', story), 'who was told that its report was taken, B having begun last').toEqual(['B']);
    });

    test('it says what the resource said', async () => {
      const { resource, writes } = world();
      const story = await onNodes({
        A: writes(1_000),
        B: after(2_000, async (node) => {
          await resource.accept(Number.MAX_SAFE_INTEGER, 'by somebody far ahead');
          await writes(1_000)(node);
        }),
      });
      expect(who('has written', story), 'who was told that its report was taken').toEqual(['A']);
      expect(who('was refused', story), 'who was told that it was not').toEqual(['B']);
    });

    test('one that died before it wrote does not keep the others from writing', async () => {
      const { writes } = world();
      const dies = { node: 'B', kind: 'kill', atMs: 1_500, forMs: 90_000 } as const;
      const story = await onNodes({ A: writes(3_000), B: after(1_000, writes(1_000)) }, { faults: [dies] });
      expect(who('has written', story), 'who was told that its report was taken').toEqual(['A']);
    });
  });
});

const who = (did: string, story: Awaited<ReturnType<typeof onNodes>>) =>
  story.filter(({ type }) => type === did).map(({ node }) => node);
