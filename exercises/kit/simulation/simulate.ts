import type { Clock } from '../../../examples/scheduler/clock/clock.ts';
import { type Random, seededRandom } from '../../../examples/scheduler/random.ts';
import { FAULT_WORDS, type Fault } from '../faults/index.ts';
import type { History, HistoryEvent } from '../history/index.ts';
import type { Life } from './agenda.ts';
import { behind, Link, networkDelay } from './link.ts';
import { NodeClock } from './node-clock.ts';
import { type SimulatedRedis, simulatedRedis } from './redis/client.ts';
import { MemoryRedis } from './redis/memory-redis.ts';
import { World } from './world.ts';

/** The world as one node sees it. A node that is killed and starts again gets a new one. */
export interface SimulatedNode {
  id: string;
  clock: Clock;
  random: Random;
  redis: SimulatedRedis;
  /** Puts the network between this node and a service of yours: a database, a mail server. */
  reach<T extends object>(service: T): T;
  record(type: string, details?: Omit<HistoryEvent, 't' | 'node' | 'type'>): void;
}

export type NodeProgram = (node: SimulatedNode) => Promise<unknown>;

export interface SimulationOptions {
  nodes: readonly string[];
  durationMs: number;
  faults?: readonly Fault[];
  delayMs?: (random: Random) => () => number;
  /** How long a question waits for an answer that does not come. */
  timeoutMs?: number;
}

/**
 * Runs a program on several nodes in virtual time, with one Redis and the faults given. The seed decides every delay, so
 * the same seed, program and faults give the same history, event by event.
 */
export async function simulate(seed: number, program: NodeProgram, options: SimulationOptions): Promise<History> {
  const { nodes, durationMs, faults = [], delayMs = networkDelay, timeoutMs = 500 } = options;
  const world = new World();
  const random = seededRandom(seed);
  const server = new MemoryRedis(() => Math.floor(world.now));
  const events: HistoryEvent[] = [];
  const record = (node: string, type: string, details = {}) =>
    void events.push({ t: Math.round(world.now), node, type, ...details });
  const states = new Map(nodes.map((id) => [id, { life: newLife(), skewMs: 0, cutOff: false }]));
  let redisDown = false;

  const start = (id: string) => {
    const state = states.get(id) as NonNullable<ReturnType<typeof states.get>>;
    const life = newLife();
    state.life = life;
    const link = (isClosed: () => boolean) => new Link({ world, life, delayMs: delayMs(random), isClosed, timeoutMs });
    const toRedis = link(() => redisDown || state.cutOff);
    const elsewhere = link(() => false);
    const node: SimulatedNode = {
      id,
      clock: new NodeClock(world, life, () => state.skewMs),
      random,
      redis: simulatedRedis(server, (atServer) => toRedis.ask(atServer)),
      reach: (service) => behind(elsewhere, service),
      record: (type, details) => record(id, type, details),
    };
    program(node).catch((error) => record(id, 'crashes', { note: String(error) }));
  };

  const begin: Record<Fault['kind'], (fault: Fault) => void> = {
    kill: ({ node }) => {
      (states.get(node) as { life: Life }).life.dead = true;
    },
    pause: ({ node, forMs }) => {
      (states.get(node) as { life: Life }).life.pausedUntil = world.now + forMs;
    },
    skew: ({ node, byMs = 0 }) => Object.assign(states.get(node) as object, { skewMs: byMs }),
    partition: ({ node }) => Object.assign(states.get(node) as object, { cutOff: true }),
    'redis-restart': () => {
      redisDown = true;
      server.forgetEverything();
    },
  };
  const heal: Record<Fault['kind'], (fault: Fault) => void> = {
    kill: ({ node }) => start(node),
    pause: () => {},
    skew: ({ node }) => Object.assign(states.get(node) as object, { skewMs: 0 }),
    partition: ({ node }) => Object.assign(states.get(node) as object, { cutOff: false }),
    'redis-restart': () => {
      redisDown = false;
    },
  };

  for (const fault of faults) {
    const [begins, ends] = FAULT_WORDS[fault.kind];
    world.after(fault.atMs, () => {
      record(fault.node, begins, fault.byMs === undefined ? {} : { note: `by ${fault.byMs} ms` });
      begin[fault.kind](fault);
    });
    world.after(fault.atMs + fault.forMs, async () => {
      record(fault.node, ends);
      heal[fault.kind](fault);
    });
  }
  for (const id of nodes) start(id);
  await world.runUntil(durationMs);
  for (const { life } of states.values()) life.dead = true;
  return { events, complete: true };
}

const newLife = (): Life => ({ dead: false, pausedUntil: 0 });
