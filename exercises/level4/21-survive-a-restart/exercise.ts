import { todo } from '#kit';

export interface Job {
  readonly name: string;
  /** Whoever is asked for the next slot understands it. */
  readonly schedule: string;
  /** A slot may be started late by so much, and no more. */
  readonly graceMs: number;
  /** When the job was made, changed or resumed: slots up to here do not count. */
  readonly since: number;
  readonly paused: boolean;
}

/** What became of a slot. The instants are epoch milliseconds. */
export interface Run {
  readonly job: string;
  readonly slot: number;
  readonly state: 'running' | 'success' | 'failed' | 'missed' | 'abandoned';
}

/** What outlives the process. */
export interface Store {
  jobs(): Promise<readonly Job[]>;
  running(): Promise<readonly Run[]>;
  /** The run of a job with the latest slot. */
  latest(job: string): Promise<Run | undefined>;
  /** Job and slot are the key: saving a run again replaces it. */
  save(run: Run): Promise<void>;
}

/** The first slot of a schedule that is later than `after`. */
export type NextSlot = (schedule: string, after: number) => number;

export interface Backlog {
  readonly missed: readonly number[];
  readonly run: number | null;
}

/** Task 1. What is to become of the slots later than `after`, up to and including `now`. */
export function catchUp(nextSlot: NextSlot, job: Job, after: number, now: number): Backlog {
  todo('list the slots that passed; only the latest may still run');
}

/** Task 2. Saves what a dead process left running as abandoned, and answers which runs those were. */
export async function abandonLeftovers(store: Store): Promise<readonly Run[]> {
  todo('a run that no process works on has to say so');
}

/** Task 3. Called at every start, before anything else. Answers the runs to start now. */
export async function recover(store: Store, nextSlot: NextSlot, now: number): Promise<readonly Run[]> {
  todo('abandon, then catch up with every job, in an order in which a kill does no harm');
}
