/** A thing that waits in one heap. The heap keeps its place here, so that it can be taken out from the middle. */
export interface Waiting {
  position: number;
}

/** The position of a thing that is in no heap. */
export const NOWHERE = -1;

/**
 * A binary min-heap that can also remove from the middle. The keys lie in an array of their own: comparing plain
 * numbers side by side is what keeps a million waiting jobs cheap.
 */
export class Heap<T extends Waiting> {
  readonly #keys: number[] = [];
  readonly #items: T[] = [];

  get size(): number {
    return this.#items.length;
  }

  /** The smallest key, or Infinity. */
  get firstKey(): number {
    return this.#items.length > 0 ? this.#keys[0]! : Number.POSITIVE_INFINITY;
  }

  push(item: T, key: number): void {
    this.#rise(this.#items.length, item, key);
  }

  pop(): T | undefined {
    const first = this.#items[0];
    if (first) this.remove(first);
    return first;
  }

  remove(item: T): void {
    const hole = item.position;
    if (hole === NOWHERE) return;
    item.position = NOWHERE;
    const last = this.#items.pop()!;
    const key = this.#keys.pop()!;
    if (last === item) return;
    if (hole > 0 && key < this.#keys[(hole - 1) >> 1]!) this.#rise(hole, last, key);
    else this.#sink(hole, last, key);
  }

  #rise(hole: number, item: T, key: number): void {
    let at = hole;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#keys[parent]! <= key) break;
      this.#put(at, this.#items[parent]!, this.#keys[parent]!);
      at = parent;
    }
    this.#put(at, item, key);
  }

  #sink(hole: number, item: T, key: number): void {
    const size = this.#items.length;
    let at = hole;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && this.#keys[child + 1]! < this.#keys[child]!) child++;
      if (this.#keys[child]! >= key) break;
      this.#put(at, this.#items[child]!, this.#keys[child]!);
      at = child;
    }
    this.#put(at, item, key);
  }

  #put(at: number, item: T, key: number): void {
    this.#items[at] = item;
    this.#keys[at] = key;
    item.position = at;
  }
}
