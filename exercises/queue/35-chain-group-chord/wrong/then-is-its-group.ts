import type { FlowJob, Flows, JobOptions, QueueJob } from '#kit';

export interface Step {
  name: string;
  data?: unknown;
}

export interface Place {
  id: string;
  queue: string;
}

export type Settled = { ok: true; value: unknown } | { ok: false; error: string };

export async function chain(flows: Flows, { queue }: Place, steps: readonly Step[]): Promise<QueueJob> {
  const [first, ...others] = steps.map((step) => jobOf(step, queue, { failParentOnFailure: true }));
  if (!first) throw new Error('a chain needs at least one step');
  return flows.add(others.reduce((before, step) => ({ ...step, children: [before] }), first));
}

export async function previousResult(job: QueueJob): Promise<unknown> {
  const [result] = Object.values(await job.getChildrenValues());
  return result;
}

export async function chord(flows: Flows, place: Place, group: readonly Step[], then: Step): Promise<QueueJob> {
  const children = group.map((step, index) =>
    jobOf(step, place.queue, { jobId: memberId(place, index), ignoreDependencyOnFailure: true }),
  );
  return flows.add({ ...jobOf({ ...then, data: group.map(({ data }) => data) }, place.queue, {}), children });
}

export async function groupResults(job: QueueJob, place: Place, size: number): Promise<Settled[]> {
  const [values, failures] = await Promise.all([job.getChildrenValues(), job.getIgnoredChildrenFailures()]);
  return Array.from({ length: size }, (_, index): Settled => {
    const key = `bull:${place.queue}:${memberId(place, index)}`;
    return key in values ? { ok: true, value: values[key] } : { ok: false, error: failures[key] ?? 'it was removed' };
  });
}

const memberId = ({ id }: Place, index: number): string => `${id}-${index}`;

const jobOf = ({ name, data = {} }: Step, queueName: string, opts: JobOptions): FlowJob => ({
  ...{ name, queueName, data, opts },
});
