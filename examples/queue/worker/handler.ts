import type { Catalogue, PayloadOf, ResultOf, TaskContract } from '../tasks/contract.ts';
import type { Slot } from '../tasks/slot.ts';

/** What a handler may know about the run it is in. */
export interface TaskContext {
  readonly jobId: string;
  /** Names this job's effect: the same for every attempt, for a run that stalled and for one that was redriven. */
  readonly key: string;
  /** Which schedule asked for it, and for which instant. Undefined for jobs that code enqueued. */
  readonly slot: Slot | undefined;
  readonly dueAt: number;
  readonly attempt: number;
  /** Aborted on timeout, on loss of the job's lock and when the worker has to stop. Pass it on to whatever waits. */
  readonly signal: AbortSignal;
  log(line: string): Promise<void>;
}

export type Handler<Contract extends TaskContract> = (
  payload: PayloadOf<Contract>,
  context: TaskContext,
) => Promise<ResultOf<Contract>> | ResultOf<Contract>;

/** One handler for each task: a task without one does not compile. */
export type Handlers<Tasks extends Catalogue> = { readonly [Key in keyof Tasks]: Handler<Tasks[Key]> };
