import { standForLeader } from '../../../level3-distributed-coordinator/coordination/leader.ts';
import { type Clock, type EngineEvent, type Random, SchedulerError, sleep } from '../../../scheduler/index.ts';
import type { Connections } from './connections.ts';
import type { Consequences } from './consequences.ts';
import type { Health } from './health.ts';
import type { JobLedger } from './job-ledger.ts';
import { Planner } from './planner.ts';
import type { RunLedger } from './run-ledger.ts';
import type { Sweeper } from './sweeper.ts';

export interface LeadershipOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly connections: Connections;
  readonly instance: string;
  readonly jobs: JobLedger;
  readonly runs: RunLedger;
  readonly health: Health;
  readonly leaseMs: number;
  readonly sweepMs: number;
  sweeper(): Sweeper;
  follow(consequences: Consequences): void;
}

/** News may get lost: every so many sweeps the leader reads all jobs anew. */
const SWEEPS_A_LOAD = 10;

/**
 * One node at a time plans and sweeps for all, under Level 3's lease. The lease spares the others the work; it is no
 * part of what makes a slot run once, so that two leaders for a moment, or none, do no harm.
 */
export class Leadership {
  readonly #with: LeadershipOptions;
  readonly #resigned = new AbortController();
  #planner: Planner | null = null;
  #standing: Promise<void> | null = null;

  constructor(options: LeadershipOptions) {
    this.#with = options;
  }

  stand(): void {
    const { connections, clock, instance, leaseMs } = this.#with;
    const candidacy = {
      key: 'clockwork:leader',
      holder: instance,
      leaseMs,
      renewEveryMs: leaseMs / 3,
      tickMs: leaseMs / 6,
    };
    const lead = (signal: AbortSignal) => this.#lead(signal);
    this.#standing = standForLeader(connections.quick, clock, candidacy, lead, this.#resigned.signal);
  }

  async resign(): Promise<void> {
    this.#resigned.abort();
    await this.#standing;
  }

  /** A job was changed, here or on another node. */
  hear(event: EngineEvent): void {
    if ('job' in event && event.type.startsWith('job-')) void this.#planner?.look(event.job).catch(this.#trouble);
  }

  async #lead(signal: AbortSignal): Promise<void> {
    const { clock, random, jobs, runs, health, sweepMs, follow } = this.#with;
    const planner = new Planner({
      clock,
      random,
      load: () => jobs.all(),
      read: (name) => jobs.get(name),
      async settle(name) {
        const settled = await runs.settle(name).catch(ifUnknown);
        if (settled) follow(settled);
        return settled?.job;
      },
      failed: (error, retryInMs) => health.failed('the job store', error, retryInMs),
    });
    this.#planner = planner;
    const sweeper = this.#with.sweeper();
    try {
      for (let sweeps = 0; !signal.aborted; sweeps++) {
        if (sweeps % SWEEPS_A_LOAD === 0) await planner.load().catch(this.#trouble);
        await sweeper.sweep().catch(this.#trouble);
        await sleep(clock, sweepMs, signal).catch(() => {});
      }
    } finally {
      this.#planner = null;
      planner.close();
    }
  }

  /** A Redis that is away ends the term by itself: what goes wrong here otherwise is the database. */
  #trouble = (error: unknown): void => {
    const { connections, health, sweepMs } = this.#with;
    if (connections.quick.status === 'ready') health.failed('the job store', error, sweepMs);
  };
}

function ifUnknown(error: unknown): undefined {
  if (error instanceof SchedulerError && error.code === 'unknown-job') return undefined;
  throw error;
}
