import { type Clock, type Redis, todo } from '#kit';

/** Task 1. Takes the lead or keeps it, for `leaseMs` from now. True if this node has it. */
export async function claimLead(redis: Redis, key: string, id: string, leaseMs: number): Promise<boolean> {
  todo('free: take it; mine: prolong it; another’s: leave it; all in one step');
}

export interface Node {
  readonly id: string;
  readonly clock: Clock;
  readonly redis: Redis;
}

export interface Election {
  readonly key: string;
  readonly leaseMs: number;
  /** How often a candidate looks, leader or not. */
  readonly lookEveryMs: number;
}

/** Task 2. One node's part in the election. */
export class Candidate {
  constructor(node: Node, election: Election) {
    todo('know until when this node leads');
  }

  /** Whether this node leads at this very moment. */
  leads(): boolean {
    todo('compare with the clock');
  }

  /** Stands until `stop` aborts, then lets go of the lead if it has it, and resolves. */
  async stand(stop: AbortSignal): Promise<void> {
    todo('look, remember, wait, again');
  }
}
