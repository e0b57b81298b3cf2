import { type Clock, type Redis, todo } from '#kit';

export interface Machine {
  readonly redis: Redis;
  readonly clock: Clock;
}

/** Task 1. A whole number larger than every one handed out before for this key, to whatever machine. */
export async function nextToken(machine: Machine, key: string): Promise<number> {
  todo('count where everybody counts');
}

/** Task 2. Where reports go. */
export class Reports {
  constructor() {
    todo('remember what has to be compared');
  }

  /** Takes the report if its token is larger than every one taken before, and says whether it did. */
  accept(token: number, report: string): boolean {
    todo('compare, then take or refuse');
  }

  /** What was taken, in order. */
  taken(): readonly string[] {
    todo('the reports taken');
  }
}

/** Such a resource, on the other side of a network. */
export interface Resource {
  accept(token: number, report: string): Promise<boolean>;
}

/** Task 3. Makes a report and writes it under a token. Whoever began later wins. True if it was taken. */
export async function writeFenced(
  machine: Machine,
  key: string,
  resource: Resource,
  make: () => Promise<string>,
): Promise<boolean> {
  todo('a token, the work, the write: in the right order');
}
