import type { Job } from 'bullmq';
import { QueueError } from '../errors.ts';
import type { Envelope, FlowStep } from '../tasks/envelope.ts';
import type { FlowNode, Flows, Settled } from './node.ts';

/** The id of a step's job follows from its place in the flow, so a result is found by place and not by arrival. */
export function stepId(flow: Pick<FlowStep, 'name' | 'id'>, path: readonly number[]): string {
  return [flow.name, flow.id, ...path].join('-');
}

/** For a worker: makes the payload of a flow's step from what the steps before it left. Other jobs keep theirs. */
export function flowPayloads(flows: Flows) {
  return async (job: Job, { flow, payload }: Envelope): Promise<unknown> => {
    if (!flow) return payload;
    const node = findNode(flows, flow);
    if (node.children.length === 0) return node.payload([]);
    const [values, failures] = await Promise.all([job.getChildrenValues(), job.getIgnoredChildrenFailures()]);
    return node.payload(
      node.children.map((_, index) => outcomeOf(stepId(flow, [...flow.path, index]), values, failures)),
    );
  };
}

function findNode(flows: Flows, { name, input, path }: FlowStep): FlowNode {
  const build = Object.hasOwn(flows, name) ? flows[name] : undefined;
  if (!build) throw new QueueError('bad-payload', `flow "${name}" is unknown to this worker: was it deployed?`);
  return path.reduce((node, index) => node.children[index] as FlowNode, build(input as never));
}

/** BullMQ names children by their full Redis key, `bull:<queue>:<id>`. */
function outcomeOf(id: string, values: Record<string, unknown>, failures: Record<string, string>): Settled<unknown> {
  const find = (from: Record<string, unknown>) => Object.keys(from).find((key) => key.endsWith(`:${id}`));
  const done = find(values);
  if (done !== undefined) return { ok: true, value: values[done] };
  const failed = find(failures);
  return { ok: false, error: failed === undefined ? 'it was removed' : (failures[failed] as string) };
}
