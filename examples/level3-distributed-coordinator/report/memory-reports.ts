import type { FencedReport, Report, Reports } from './reports.ts';

/** The same rules as the SQL table, for tests and for the simulation. One contract suite holds both to them. */
export class MemoryReports implements Reports {
  readonly #copies: Report[] = [];
  readonly #fences = new Map<number, { token: number; written: boolean }>();

  async append({ job, slot, node }: Report): Promise<void> {
    this.#copies.push({ job, slot, node });
  }

  async begin({ slot, token }: FencedReport): Promise<'begun' | 'stale' | 'written'> {
    const fence = this.#fences.get(slot);
    if (fence?.written) return 'written';
    if (fence && token <= fence.token) return 'stale';
    this.#fences.set(slot, { token, written: false });
    return 'begun';
  }

  async write({ job, slot, node, token }: FencedReport): Promise<boolean> {
    const fence = this.#fences.get(slot);
    if (!fence || fence.written || fence.token !== token) return false;
    fence.written = true;
    this.#copies.push({ job, slot, node });
    return true;
  }

  async largestToken(slot: number): Promise<number> {
    return this.#fences.get(slot)?.token ?? 0;
  }

  async copies(since: number): Promise<Report[]> {
    return this.#copies.filter(({ slot }) => slot >= since);
  }
}
