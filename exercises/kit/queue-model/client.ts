import type { Clock } from '../../../examples/scheduler/clock/clock.ts';
import { sleep } from '../../../examples/scheduler/clock/sleep.ts';
import type { Server } from './server.ts';
import type { StoredJob } from './stored-job.ts';
import type { JobQueue, QueueJob } from './types.ts';

interface Options {
  clock: Clock;
  latencyMs: (() => number) | undefined;
  processZone: string;
}

export function queueClient(server: Server, name: string, { clock, latencyMs, processZone }: Options): JobQueue {
  const ask = async <T>(question: () => T): Promise<T> => {
    if (latencyMs) await sleep(clock, latencyMs());
    const answer = question();
    if (latencyMs) await sleep(clock, latencyMs());
    return answer;
  };
  return {
    name,
    add: (jobName, data, opts = {}) => ask(() => view(server, server.add(name, jobName, data, opts))),
    getJob: (id) =>
      ask(() => {
        const job = server.find(name, id);
        return job && view(server, job);
      }),
    getJobs: (state) => ask(() => server.jobs(name, state).map((job) => view(server, job))),
    getJobCounts: () => ask(() => server.counts(name)),
    remove: (id) => ask(() => server.forget(name, id)),
    pause: () => ask(() => server.pause(name, true)),
    resume: () => ask(() => server.pause(name, false)),
    upsertJobScheduler: (id, repeat, template = {}) =>
      ask(() => server.schedules.upsert(name, id, repeat, template, processZone)),
    removeJobScheduler: (id) => ask(() => server.schedules.remove(name, id)),
    getJobSchedulers: () => ask(() => server.schedules.list(name)),
  };
}

/** What a client holds of a job: how it was when it was read, and questions about how it is. */
export function view(server: Server, job: StoredJob): QueueJob {
  const { id, name, queue: queueName, opts, timestamp, attemptsMade, failedReason, finishedOn } = job;
  const parse = (text: string | undefined) => (text === undefined ? undefined : JSON.parse(text));
  return {
    ...{ id, name, queueName, opts, timestamp, attemptsMade, failedReason, finishedOn },
    data: parse(job.data),
    returnvalue: parse(job.returnvalue),
    getState: async () => server.find(queueName, id)?.state ?? 'unknown',
    getChildrenValues: async () =>
      Object.fromEntries(Object.entries(job.childrenValues).map(([key, value]) => [key, parse(value)])),
    getIgnoredChildrenFailures: async () => ({ ...job.ignoredFailures }),
  };
}
