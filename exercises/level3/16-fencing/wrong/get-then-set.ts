import type { Machine, Resource } from '../exercise.ts';

export async function nextToken({ redis }: Machine, key: string): Promise<number> {
  const token = Number(await redis.get(key)) + 1;
  await redis.set(key, token);
  return token;
}

export class Reports {
  readonly #taken: string[] = [];
  #largest = 0;

  accept(token: number, report: string): boolean {
    if (token <= this.#largest) return false;
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
