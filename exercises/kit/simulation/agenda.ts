/** What is still to happen, in order of time; at one time, in the order it was put down. */
export interface Entry {
  at: number;
  /** What only touches the model says nothing back; what lets code of a node go on has to be waited for. */
  run: () => void | Promise<void>;
  /** Whose doing it is. Nothing of a dead life happens any more, and a paused one's waits. */
  life: Life | undefined;
}

/** One life of a node: from its start until it is killed. */
export interface Life {
  dead: boolean;
  pausedUntil: number;
}

export class Agenda {
  // A simulation has some tens of entries: a sorted list is faster than a heap, and keeps equal times in order.
  readonly #entries: Entry[] = [];

  add(entry: Entry): Entry {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#entries[middle] as Entry).at <= entry.at) low = middle + 1;
      else high = middle;
    }
    this.#entries.splice(low, 0, entry);
    return entry;
  }

  remove(entry: Entry): void {
    const at = this.#entries.indexOf(entry);
    if (at !== -1) this.#entries.splice(at, 1);
  }

  takeFirst(until: number): Entry | undefined {
    const first = this.#entries[0];
    return first && first.at <= until ? this.#entries.shift() : undefined;
  }
}
