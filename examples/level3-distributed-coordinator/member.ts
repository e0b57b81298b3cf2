import type { Clock } from '../scheduler/clock/clock.ts';
import { sleep } from '../scheduler/clock/sleep.ts';
import type { CoordinatorRedis } from './coordination/coordinator-redis.ts';
import type { Reports } from './report/reports.ts';
import type { Settings } from './settings.ts';

/** What a node says it did, in one word; histories and the lines on screen are made of these. */
export type Deed =
  | 'comes to' // a slot's time has come on this node's clock
  | 'leaves' // somebody else has the slot
  | 'acquires'
  | 'takes over' // as acquires, of a slot somebody else had begun
  | 'starts'
  | 'writes'
  | 'is refused' // the resource would not take the report
  | 'loses' // the lease
  | 'cannot reach'; // Redis, or the database

export interface Telling {
  slot: number;
  token?: number;
  note?: string;
}

/** One of many nodes that all have the same schedule. */
export interface Member {
  id: string;
  clock: Clock;
  redis: CoordinatorRedis;
  reports: Reports;
  settings: Settings;
  /** When the schedule began. No slot before it is anybody's. */
  since: number;
  tell(deed: Deed, telling: Telling): void;
  /** Aborts when the node is asked to stop. */
  stop: AbortSignal;
}

/** What a node does when a slot's time has come. Each file in `strategy/` is one answer. */
export interface Strategy {
  name: string;
  /** One line for whoever watches. */
  idea: string;
  run(member: Member, slot: number): Promise<void>;
  /** Whether a node that has just started should look at slots that came before it did. */
  looksBack: boolean;
}

/** The report takes a while to make; then it is written, and that cannot be taken back. */
export async function makeReport({ clock, settings, tell }: Member, slot: number, signal: AbortSignal): Promise<void> {
  tell('starts', { slot });
  await sleep(clock, settings.workMs, signal);
}
