import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { drawTree, type TreeNode } from './tree.ts';

const step = (name: string, state: string, detail = '', children: TreeNode[] = []): TreeNode => ({
  name,
  state,
  detail,
  children,
});

it('draws the last step on top and its branches below, each with its state', () => {
  const tree = step('mail', 'waiting-children', '', [
    step('report', 'active', '', [step('users', 'completed', '25'), step('candles', 'failed', 'no market')]),
    step('backup', 'waiting'),
  ]);
  expect(stripVTControlCharacters(drawTree(tree))).toBe(
    [
      '· mail  waiting-children',
      '├─ ▶ report  active',
      '│  ├─ ✓ users  25',
      '│  └─ ✗ candles  no market',
      '└─ · backup  waiting',
    ].join('\n'),
  );
});
