import { readdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
// biome-ignore lint/style/noRestrictedImports: this tests the capstone itself; it is no lab's check.
import { describe, expect, it } from 'vitest';
import { run } from './capstone.ts';
import { judge } from './judge.ts';
import type { RefundShop } from './shop.ts';
import { WRONG } from './wrong.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const load = async (path: string) => (await import(pathToFileURL(path).href)) as RefundShop;

describe('the queue capstone', () => {
  it('is passed by the solution', async () => {
    const { code, text } = await runs('./solution.ts');
    expect(text).toMatch(/All 12 are valid/);
    expect(code).toBe(0);
  }, 30_000);

  it.each(WRONG)(
    'catches $file under seed $seed',
    async ({ file, seed, breaks }) => {
      const { violations } = await judge(await load(here(`./wrong/${file}`)), seed, 3);
      expect(violations.map(({ invariant }) => invariant)).toContain(breaks);
    },
    15_000,
  );

  it('knows every wrong solution there is', () => {
    expect(WRONG.map(({ file }) => file).sort()).toEqual(readdirSync(here('./wrong')).sort());
  });

  it('tells the same story from the same seed', async () => {
    const verdicts = [];
    for (let i = 0; i < 2; i++) verdicts.push(await judge(await load(here('./wrong/key-after-effect.ts')), 2, 3));
    expect(verdicts[0]).toEqual(verdicts[1]);
  }, 15_000);

  it('says of an exercise nobody began that it is not started, and passes no verdict', async () => {
    const { code, text } = await runs('./testing/not-started.ts');
    expect(text).toMatch(/^Not started: not written yet/);
    expect(code).toBe(2);
  });

  it('shows a failure as its smallest story, and goes no further', async () => {
    const { code, text } = await runs('./wrong/key-by-job-id.ts');
    expect(text).toMatch(/this is all it takes:\n {2}no fault at all\n.*✗/);
    expect(code).toBe(1);
  }, 30_000);
});

async function runs(program: string): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const options = {
    program: here(program),
    schedules: 12,
    processes: false,
    print: (line: string) => void lines.push(line),
  };
  const code = await run({ seed: 1, nodes: 3, json: false }, options);
  return { code, text: lines.join('\n') };
}
