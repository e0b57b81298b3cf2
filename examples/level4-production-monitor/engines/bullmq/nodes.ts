import type { Clock } from '../../../scheduler/index.ts';
import type { NodeInfo, NodeRegistry } from '../../monitor.ts';
import type { Connections } from './connections.ts';

const MEMBERS = 'clockwork:nodes';
const keyOf = (instance: string) => `clockwork:node:${instance}`;

export interface NodesOptions {
  readonly instance: string;
  readonly beatMs: number;
  /** A node that has been silent for this long is taken for dead. */
  readonly silenceMs: number;
  /** This node as it would like to be seen, but for the time. */
  self(): Omit<NodeInfo, 'lastSeenAt'>;
}

/** Who is at work: each node says so every second, under a key that Redis forgets when it does not. */
export class Nodes implements NodeRegistry {
  readonly #redis: Connections['quick'];
  readonly #clock: Clock;
  readonly #options: NodesOptions;
  #timer: ReturnType<Clock['setTimeout']> | undefined;
  #left = false;

  constructor({ quick }: Connections, clock: Clock, options: NodesOptions) {
    this.#redis = quick;
    this.#clock = clock;
    this.#options = options;
  }

  async join(): Promise<void> {
    const { instance, silenceMs, beatMs } = this.#options;
    await this.#redis
      .multi()
      .sadd(MEMBERS, instance)
      .set(keyOf(instance), JSON.stringify(this.#own()), 'PX', silenceMs)
      .exec()
      .catch(() => {});
    if (!this.#left) this.#timer = this.#clock.setTimeout(() => void this.join(), beatMs);
  }

  async leave(): Promise<void> {
    this.#left = true;
    this.#clock.clearTimeout(this.#timer);
    const { instance } = this.#options;
    await this.#redis
      .multi()
      .srem(MEMBERS, instance)
      .del(keyOf(instance))
      .exec()
      .catch(() => {});
  }

  /** While Redis is away this node knows of itself alone. */
  async all(): Promise<NodeInfo[]> {
    const found = await this.#read().catch(() => new Map([[this.#options.instance, this.#own()]]));
    return [...found.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  async alive(): Promise<ReadonlySet<string>> {
    return new Set((await this.#read()).keys());
  }

  async #read(): Promise<Map<string, NodeInfo>> {
    const instances = await this.#redis.smembers(MEMBERS);
    const found = new Map<string, NodeInfo>();
    if (instances.length === 0) return found;
    const texts = await this.#redis.mget(instances.map(keyOf));
    for (const [index, text] of texts.entries()) {
      const instance = instances[index]!;
      if (text) found.set(instance, JSON.parse(text));
      else await this.#redis.srem(MEMBERS, instance);
    }
    return found;
  }

  #own(): NodeInfo {
    return { ...this.#options.self(), lastSeenAt: this.#clock.now() };
  }
}
