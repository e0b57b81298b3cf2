import { view } from './client.ts';
import type { Server } from './server.ts';
import type { StoredJob } from './stored-job.ts';
import type { FlowJob, Flows } from './types.ts';

/** All jobs of a tree arrive in one step: there is no half a flow. */
export function flowsClient(server: Server): Flows {
  const add = ({ name, queueName, data = {}, opts = {}, children = [] }: FlowJob, parent?: StoredJob): StoredJob => {
    const job = server.add(queueName, name, data, opts, { parent, waitsForChildren: children.length > 0 });
    for (const child of children) job.pending.add(add(child, job).key);
    return job;
  };
  return { add: async (tree) => view(server, add(tree)) };
}
