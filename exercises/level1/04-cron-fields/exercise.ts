import { todo } from '#kit';
import type { Bounds } from './field.ts';

/** Task 1. The values of `*`, `7` or `9-17`, in the order in which the range runs through them. */
export function readRange(text: string, bounds: Bounds): number[] {
  todo('a range runs from its first number to its last, and may wrap');
}

/** Task 2. The same, and `9-17/2`, every second of them; `20/2` runs from 20 to the end of the field. */
export function readItem(text: string, bounds: Bounds): number[] {
  todo('keep the first of a range and every nth after it');
}

/** Task 3. The values of a comma-separated list, ascending, each once. Throws a `RangeError` that names a bad item. */
export function readField(text: string, bounds: Bounds): number[] {
  todo('put the items together, and refuse what is none');
}
