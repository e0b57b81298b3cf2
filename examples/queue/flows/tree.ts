import type { JobNode } from 'bullmq';
import { type Colour, paint } from '../../shared/console.ts';

export interface TreeNode {
  readonly name: string;
  readonly state: string;
  readonly detail: string;
  readonly children: readonly TreeNode[];
}

/** The steps of a flow as they are in Redis, in the order in which they were written. */
export async function readTree({ job, children = [] }: JobNode): Promise<TreeNode> {
  const state = await job.getState();
  const result = job.returnvalue === null ? '' : JSON.stringify(job.returnvalue);
  const detail = state === 'completed' ? result : (job.failedReason ?? '');
  const inOrder = [...children].sort((a, b) => placeOf(a) - placeOf(b));
  return { name: job.name, state, detail, children: await Promise.all(inOrder.map(readTree)) };
}

function placeOf({ job }: JobNode): number {
  return Number((job.id as string).split('-').at(-1));
}

const looks: Record<string, { mark: string; colour: Colour }> = {
  completed: { mark: '✓', colour: 'green' },
  failed: { mark: '✗', colour: 'red' },
  active: { mark: '▶', colour: 'cyan' },
};
const waiting = { mark: '·', colour: 'gray' } as const;

/** The last step on top, under each step those that come before it. */
export function drawTree(node: TreeNode): string {
  return draw(node, '', '').join('\n');
}

function draw({ name, state, detail, children }: TreeNode, lead: string, below: string): string[] {
  const { mark, colour } = looks[state] ?? waiting;
  const remark = detail.length > 90 ? `${detail.slice(0, 89)}…` : detail || state;
  const line = `${lead}${paint(colour, mark)} ${name}  ${paint('gray', remark)}`;
  return [
    line,
    ...children.flatMap((child, index) => {
      const isLast = index === children.length - 1;
      return draw(child, `${below}${isLast ? '└─ ' : '├─ '}`, `${below}${isLast ? '   ' : '│  '}`);
    }),
  ];
}
