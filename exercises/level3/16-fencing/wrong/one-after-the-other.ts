import type { Machine, Resource } from '../exercise.ts';

/** Redis does one command after the other, so no two machines get the same number. */
export async function nextToken({ redis }: Machine, key: string): Promise<number> {
  return redis.incr(key);
}

export class Reports {
  readonly #taken: string[] = [];
  #largest = 0;

  accept(token: number, report: string): boolean {
    if (token !== this.#largest + 1 && this.#largest > 0) return false;
    this.#largest = token;
    this.#taken.push(report);
    return true;
  }

  taken(): readonly string[] {
    return this.#taken;
  }
}

export async function writeFenced(
  machine: Machine,
  key: string,
  resource: Resource,
  make: () => Promise<string>,
): Promise<boolean> {
  // Before the work: the token says when we began, and whoever began after us has a larger one.
  const token = await nextToken(machine, key);
  return resource.accept(token, await make());
}
