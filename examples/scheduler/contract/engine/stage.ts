import { afterEach, beforeEach } from 'vitest';
import type { Engine, RunContext } from '../../engine/engine.ts';
import type { EngineEvent } from '../../engine/events.ts';
import type { RunRecord, RunState } from '../../engine/run.ts';
import type { JobOptionsInput } from '../../policy/options.ts';
import { every, type TriggerData } from '../../trigger/index.ts';

export interface EngineUnderTest {
  /** Not started, with nothing in its store. */
  readonly engine: Engine;
  now(): number;
  /** Lets that much time pass, virtual or real, and what was due in it begin. */
  pass(ms: number): Promise<void>;
  /** A new engine on the same store, not started. The one before has stopped. */
  again(): Promise<Engine>;
  close(): Promise<void>;
}

export const SECOND = 1000;

/** Where each test of the contract plays: a new engine in a world of its own. */
export interface Stage {
  readonly world: EngineUnderTest;
  engine: Engine;
  readonly events: readonly EngineEvent[];
  /** Oldest first. */
  runsOf(job: string): Promise<RunRecord[]>;
  statesOf(job: string): Promise<RunState[]>;
  /** Schedules `job` and starts the engine. */
  started(run: (context: RunContext) => unknown, options?: JobOptionsInput, trigger?: TriggerData): Promise<void>;
}

export function setTheStage(make: () => Promise<EngineUnderTest>): Stage {
  let world: EngineUnderTest;
  let engine: Engine;
  let events: EngineEvent[];
  beforeEach(async () => {
    world = await make();
    engine = world.engine;
    events = [];
    engine.subscribe((event) => events.push(event));
  });
  afterEach(() => world.close());

  return {
    get world() {
      return world;
    },
    get engine() {
      return engine;
    },
    set engine(next) {
      engine = next;
    },
    get events() {
      return events;
    },
    runsOf: async (job) => (await engine.history({ job })).reverse(),
    async statesOf(job) {
      return (await this.runsOf(job)).map((run) => run.state);
    },
    async started(run, options = {}, trigger = every(SECOND)) {
      await engine.schedule('job', trigger, run, options);
      await engine.start();
    },
  };
}

/** Runs until it is aborted. */
export function obedient({ signal }: RunContext): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}

export function never(): Promise<never> {
  return new Promise(() => {});
}
