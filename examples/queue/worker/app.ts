import { Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Clock } from '../../scheduler/clock/clock.ts';
import { bury, buryForgotten, openDeadLetters } from '../dead-letter/bury.ts';
import { recordRun } from '../history/stream.ts';
import { Tally } from '../metrics/tally.ts';
import type { Catalogue, TaskContract } from '../tasks/contract.ts';
import type { Handler, Handlers } from './handler.ts';
import { createProcessor, LOCK_LOST, type ProcessorOptions } from './processor.ts';
import type { Run } from './run.ts';
import { RunningJobs } from './running-jobs.ts';
import { stopWorkers } from './stop.ts';
import { workerOptions } from './worker-options.ts';

export interface WorkerOptions<Tasks extends Catalogue> {
  readonly connection: Redis;
  readonly catalogue: Tasks;
  readonly handlers: Handlers<Tasks>;
  readonly contracts: readonly TaskContract[];
  readonly concurrency: (contract: TaskContract) => number;
  readonly clock: Clock;
  /** How long a worker may be silent before its job is given to another. */
  readonly lockMs?: number;
  readonly preparePayload?: ProcessorOptions<TaskContract>['preparePayload'];
  onRun?(run: Run): void;
  onError(error: Error): void;
}

export interface Workers {
  /** Takes no more jobs, lets those running finish until the deadline, hands the others back. */
  stop(deadlineMs: number): Promise<{ handedBack: number }>;
}

/** One BullMQ worker per queue, all in this process and on one connection (each blocks on one more of its own). */
export async function startWorkers<Tasks extends Catalogue>(options: WorkerOptions<Tasks>): Promise<Workers> {
  const { connection, contracts, clock, onError, onRun } = options;
  const tally = new Tally(connection);
  const letters = openDeadLetters(connection).on('error', onError);

  let handedBack = 0;

  const observe = (run: Run) => {
    if (run.outcome === 'handed-back') handedBack++;
    tally.add(run);
    onRun?.(run);
    return recordRun(connection, run);
  };

  const parts = contracts.map((contract) => createWorker(contract, { ...options, observe }));
  const workers = parts.map(({ worker }) => worker);
  for (const worker of workers) worker.on('failed', (job) => void (job && bury(letters, job).catch(onError)));

  for (const { name } of contracts) {
    const queue = new Queue(name, { connection }).on('error', onError);
    await buryForgotten(letters, queue);
    await queue.close();
  }

  const flusher = setInterval(() => void tally.flush().catch(onError), 1_000);

  return {
    async stop(deadlineMs) {
      await stopWorkers(workers, { clock, deadlineMs, running: parts.map(({ running }) => running) });
      clearInterval(flusher);
      await tally.flush().catch(onError);
      await letters.close();
      return { handedBack };
    },
  };
}

function createWorker<Tasks extends Catalogue>(
  contract: TaskContract,
  options: WorkerOptions<Tasks> & Pick<ProcessorOptions<TaskContract>, 'observe'>,
): { worker: Worker; running: RunningJobs } {
  const { connection, concurrency, catalogue, handlers, clock, observe, preparePayload, lockMs } = options;
  const key = Object.keys(catalogue).find((name) => catalogue[name] === contract) as keyof Tasks;
  const handler = handlers[key] as Handler<TaskContract>;
  const running = new RunningJobs(clock);
  const processor = createProcessor({
    contract,
    handler,
    clock,
    running,
    observe,
    ...(preparePayload && { preparePayload }),
  });
  const worker = new Worker(contract.name, processor, {
    connection,
    concurrency: concurrency(contract),
    ...workerOptions(contract, lockMs),
  });
  worker.on('error', options.onError);
  worker.on('lockRenewalFailed', (jobIds) => {
    for (const id of jobIds) running.interrupt(id, LOCK_LOST);
  });
  return { worker, running };
}
