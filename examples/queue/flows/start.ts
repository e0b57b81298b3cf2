import { randomUUID } from 'node:crypto';
import { type FlowJobNode, FlowProducer, type FlowRootParentJob, QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import { type Enqueued, enqueuedJob } from '../tasks/enqueued.ts';
import type { Envelope } from '../tasks/envelope.ts';
import { jobOptions } from '../tasks/job-options.ts';
import type { FlowNode, Flows } from './node.ts';
import { stepId } from './prepare.ts';
import { readTree, type TreeNode } from './tree.ts';

type ResultOfFlow<Flow> = Flow extends (input: never) => FlowNode<infer Result> ? Result : never;
type InputOf<Flow> = Flow extends (input: infer Input) => FlowNode ? Input : never;

export interface StartedFlow<Result> extends Enqueued<Result> {
  /** Every step as it is now. */
  tree(): Promise<TreeNode>;
}

export interface FlowStarter<Tasks extends Flows> {
  start<Name extends keyof Tasks & string>(
    name: Name,
    input: InputOf<Tasks[Name]>,
    options?: { id?: string },
  ): Promise<StartedFlow<ResultOfFlow<Tasks[Name]>>>;
  close(): Promise<void>;
}

/** Puts whole flows into Redis. All steps arrive in one transaction: there is no half a flow. */
export function openFlows<Tasks extends Flows>(
  flows: Tasks,
  { connection, onError }: { connection: Redis; onError(error: Error): void },
): FlowStarter<Tasks> {
  const producer = new FlowProducer({ connection });
  producer.on('error', onError);
  const opened: { close(): Promise<void> }[] = [producer];

  const listen = (queue: string) => async () => {
    const events = new QueueEvents(queue, { connection }).on('error', onError);
    opened.unshift(events);
    await events.waitUntilReady();
    return events;
  };

  return {
    async start(name, input, { id = randomUUID().slice(0, 8) } = {}) {
      const root = (flows[name] as (input: unknown) => FlowNode)(input);
      const flow = { name, id, input };
      const { job } = await producer.add(toJob(root, { ...flow, path: [] }) as FlowRootParentJob);
      const queueName = root.contract.name;
      return {
        ...(enqueuedJob(root.contract, job, listen(queueName)) as Enqueued<never>),
        tree: async () =>
          readTree(await producer.getFlow({ queueName, id: job.id as string, depth: 20, maxChildren: 100 })),
      };
    },
    async close() {
      for (const resource of opened) await resource.close();
    },
  };
}

function toJob(node: FlowNode, flow: NonNullable<Envelope['flow']>, parent?: FlowNode): FlowJobNode {
  const { contract, children } = node;
  const data: Envelope = { payload: null, flow };
  const opts = { ...jobOptions(contract), jobId: stepId(flow, flow.path), ...(parent && onFailure[parent.policy]) };
  const base = { name: contract.name, queueName: contract.name, data, opts };
  if (children.length === 0) return base;
  return {
    ...base,
    children: children.map((child, index) => toJob(child, { ...flow, path: [...flow.path, index] }, node)),
  };
}

const onFailure = {
  'fail-fast': { failParentOnFailure: true },
  collect: { ignoreDependencyOnFailure: true },
} as const;
