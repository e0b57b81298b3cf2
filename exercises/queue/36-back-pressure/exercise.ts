import { type JobCounts, todo } from '#kit';

export interface Limits {
  /** From this backlog on work is held back, and until it has fallen to `low` it stays so. */
  high: number;
  low: number;
}

/** A queue that the pressure can be taken from. */
export interface Lane {
  name: string;
  /** What customers wait for; it runs whatever the backlog is. */
  critical: boolean;
  pause(): Promise<void>;
  resume(): Promise<void>;
}

/** Task 1. How much work has been accepted and is not done yet, in whatever state it is. */
export function backlogOf(counts: JobCounts): number {
  todo('add up every state that has still to be worked');
}

/** Task 2. Whether work is to be held back now, given whether it is already. */
export function holdBack(holding: boolean, backlog: number, limits: Limits): boolean {
  todo('two limits, and between them nothing changes');
}

/** Task 3. Looks at the backlog now and then, and holds back the lanes that can wait. */
export class Valve {
  constructor(lanes: readonly Lane[], limits: Limits) {
    todo('remember the lanes and whether they are held back');
  }

  /** Called with what the queues hold. Resolves when the lanes are as they should be. */
  async look(counts: JobCounts): Promise<void> {
    todo('pause or resume the lanes that are not critical, when that changes');
  }
}
