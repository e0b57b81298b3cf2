import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MemoryReports } from './memory-reports.ts';
import { openReports } from './open-reports.ts';
import type { Reports } from './reports.ts';

const job = 'monthly-report';
const slot = 1_000;
const by = (node: string, token: number) => ({ job, slot, node, token });

describe.each(['SQL', 'memory'])('the report table in %s', (kind) => {
  let reports: Reports;
  let close = async () => {};

  beforeEach(async () => {
    if (kind === 'memory') reports = new MemoryReports();
    else ({ reports, close } = await openReports({}, job));
  });
  afterEach(() => close());

  it('appends whatever comes, which is how one slot gets two copies', async () => {
    await reports.append({ job, slot, node: 'a' });
    await reports.append({ job, slot, node: 'b' });
    expect(await reports.copies(0)).toMatchObject([{ node: 'a' }, { node: 'b' }]);
  });

  it('takes the report of the token that began', async () => {
    expect(await reports.begin(by('a', 1))).toBe('begun');
    expect(await reports.write(by('a', 1))).toBe(true);
    expect(await reports.copies(0)).toEqual([{ job, slot, node: 'a' }]);
  });

  it('refuses a token that never began', async () => {
    expect(await reports.write(by('a', 1))).toBe(false);
  });

  it('refuses to begin with an equal or older token', async () => {
    await reports.begin(by('a', 5));
    expect(await reports.begin(by('b', 5))).toBe('stale');
    expect(await reports.begin(by('b', 4))).toBe('stale');
    expect(await reports.largestToken(slot)).toBe(5);
  });

  it('refuses the write of a holder that was overtaken, even before its successor has written', async () => {
    await reports.begin(by('a', 1));
    await reports.begin(by('b', 2));
    expect(await reports.write(by('a', 1))).toBe(false);
    expect(await reports.write(by('b', 2))).toBe(true);
    expect(await reports.copies(0)).toEqual([{ job, slot, node: 'b' }]);
  });

  it('tells a newcomer that the slot was written, and takes no second copy', async () => {
    await reports.begin(by('a', 1));
    await reports.write(by('a', 1));
    expect(await reports.begin(by('b', 2))).toBe('written');
    expect(await reports.write(by('b', 2))).toBe(false);
    expect(await reports.write(by('a', 1))).toBe(false);
    expect(await reports.copies(0)).toHaveLength(1);
  });

  it('keeps slots apart', async () => {
    await reports.begin(by('a', 7));
    expect(await reports.begin({ ...by('b', 1), slot: 2_000 })).toBe('begun');
    expect(await reports.largestToken(3_000)).toBe(0);
  });

  it('lists copies from a slot on', async () => {
    await reports.append({ job, slot: 1_000, node: 'a' });
    await reports.append({ job, slot: 2_000, node: 'a' });
    expect(await reports.copies(1_001)).toEqual([{ job, slot: 2_000, node: 'a' }]);
  });
});
