import { todo } from '#kit';
import { everySlot } from '../every-slot.ts';
import type { Node } from '../node.ts';

/** The exercise as it is handed out, whatever the learner's own has become. */
export async function runNode(node: Node): Promise<void> {
  await everySlot(node, async () => todo('the slot'));
}
