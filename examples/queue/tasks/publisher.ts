import { Queue, QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Catalogue, PayloadOf, ResultOf, TaskContract } from './contract.ts';
import { type Enqueued, enqueuedJob } from './enqueued.ts';
import { type Envelope, parse } from './envelope.ts';
import { jobOptions } from './job-options.ts';

export interface EnqueueOptions {
  /** The same id twice is one job. No colons, and not a bare number: BullMQ keeps those for itself. */
  readonly id?: string;
  readonly delayMs?: number;
  readonly expiresMs?: number;
  /** Names the effect, where the job's id would not do. */
  readonly key?: string;
}

export interface TaskPublisher<Contract extends TaskContract> {
  readonly contract: Contract;
  readonly queue: Queue<Envelope<PayloadOf<Contract>>, ResultOf<Contract>>;
  /** Resolves once Redis has the job: from then on it is accepted, and may not get lost. */
  enqueue(payload: PayloadOf<Contract>, options?: EnqueueOptions): Promise<Enqueued<ResultOf<Contract>>>;
}

export type Publishers<Tasks extends Catalogue> = { readonly [Key in keyof Tasks]: TaskPublisher<Tasks[Key]> };

export interface OpenTasks<Tasks extends Catalogue> {
  readonly tasks: Publishers<Tasks>;
  close(): Promise<void>;
}

/** One queue per task on one shared connection: `tasks.add.enqueue({ a: 16, b: 16 })`. */
export function openTasks<Tasks extends Catalogue>(
  catalogue: Tasks,
  { connection, onError }: { connection: Redis; onError(error: Error): void },
): OpenTasks<Tasks> {
  const publishers = Object.entries(catalogue).map(([key, contract]) => {
    return [key, createPublisher(contract, connection, onError)] as const;
  });
  return {
    tasks: Object.fromEntries(publishers) as unknown as Publishers<Tasks>,
    close: async () => {
      await Promise.all(publishers.map(([, publisher]) => publisher.close()));
    },
  };
}

function createPublisher<Contract extends TaskContract>(
  contract: Contract,
  connection: Redis,
  onError: (error: Error) => void,
): TaskPublisher<Contract> & { close(): Promise<void> } {
  const queue = new Queue(contract.name, { connection, defaultJobOptions: jobOptions(contract) });
  queue.on('error', onError);

  let events: QueueEvents | undefined;
  /** Only who waits for results pays for listening: it takes a connection of its own. */
  const listen = async () => {
    events ??= new QueueEvents(contract.name, { connection }).on('error', onError);
    await events.waitUntilReady();
    return events;
  };

  return {
    contract,
    queue: queue as TaskPublisher<Contract>['queue'],
    async enqueue(payload, { id, delayMs, expiresMs, key } = {}) {
      const data: Envelope = {
        payload: parse(contract.payload, payload, `${contract.name} payload`, 'bad-payload'),
        ...(expiresMs !== undefined && { expiresMs }),
        ...(key !== undefined && { key }),
      };
      const job = await queue.add(contract.name, data, {
        ...(id !== undefined && { jobId: id }),
        ...(delayMs !== undefined && { delay: delayMs }),
      });
      return enqueuedJob(contract, job, listen);
    },
    async close() {
      await events?.close();
      await queue.close();
    },
  };
}
