import { type Redis, sleep } from '#kit';
import type { Election, Node } from '../exercise.ts';

const RESIGN = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`;

export async function claimLead(redis: Redis, key: string, id: string, leaseMs: number): Promise<boolean> {
  const leader = await redis.get(key);
  if (leader && leader !== id) return false;
  await redis.set(key, id, 'PX', leaseMs);
  return true;
}

export class Candidate {
  readonly #node: Node;
  readonly #election: Election;
  /** By the monotonic clock, which nobody can set. */
  #leadsUntil = 0;

  constructor(node: Node, election: Election) {
    this.#node = node;
    this.#election = election;
  }

  /** Asked of the clock, not of a flag: after a pause no code of ours has run yet that could have cleared one. */
  leads(): boolean {
    return this.#node.clock.monotonic() < this.#leadsUntil;
  }

  async stand(stop: AbortSignal): Promise<void> {
    const { clock, redis, id } = this.#node;
    while (!stop.aborted) {
      await this.#look();
      await sleep(clock, this.#election.lookEveryMs, stop).catch(() => {});
    }
    this.#leadsUntil = 0;
    await redis.eval(RESIGN, 1, this.#election.key, id).catch(() => {});
  }

  async #look(): Promise<void> {
    const { clock, redis, id } = this.#node;
    const { key, leaseMs } = this.#election;
    const askedAt = clock.monotonic();
    try {
      this.#leadsUntil = (await claimLead(redis, key, id, leaseMs)) ? askedAt + leaseMs : 0;
    } catch {
      // No answer: what we had still holds until its end, and not a moment longer.
    }
  }
}
