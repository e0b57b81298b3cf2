import type { Deed } from './member.ts';
import type { Report } from './report/reports.ts';

/** What the nodes of this process did, counted as they say it. */
export class Tally {
  readonly #counts = new Map<string, Map<Deed, number>>();
  readonly #slots = new Map<string, Set<number>>();

  add(node: string, deed: Deed, slot: number): void {
    const counts = this.#counts.get(node) ?? new Map<Deed, number>();
    this.#counts.set(node, counts.set(deed, (counts.get(deed) ?? 0) + 1));
    this.#slots.set(node, (this.#slots.get(node) ?? new Set()).add(slot));
  }

  /** Duplicates come from the report table itself, whoever wrote there: that is what a customer would have received. */
  rows(nodes: string[], copies: Report[]): Record<string, string | number>[] {
    const rows = nodes.map((node) => ({
      node,
      slots: this.#slots.get(node)?.size ?? 0,
      runs: this.#count(node, 'starts'),
      written: this.#count(node, 'writes'),
      duplicates: duplicatesBy(copies, (each) => each === node),
      takeovers: this.#count(node, 'takes over'),
    }));
    const slots = new Set(nodes.flatMap((node) => [...(this.#slots.get(node) ?? [])])).size;
    const sum = (column: 'runs' | 'written' | 'takeovers') => rows.reduce((total, row) => total + row[column], 0);
    const all = { node: 'all', slots, runs: sum('runs'), written: sum('written') };
    return [...rows, { ...all, duplicates: duplicatesBy(copies, () => true), takeovers: sum('takeovers') }];
  }

  #count(node: string, deed: Deed): number {
    return this.#counts.get(node)?.get(deed) ?? 0;
  }
}

/** Copies after a slot's first. */
function duplicatesBy(copies: Report[], counts: (node: string) => boolean): number {
  const seen = new Set<number>();
  let duplicates = 0;
  for (const { slot, node } of copies) {
    if (seen.has(slot) && counts(node)) duplicates++;
    seen.add(slot);
  }
  return duplicates;
}
