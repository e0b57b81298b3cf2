import { todo } from '#kit';
import { everySlot } from './every-slot.ts';
import type { Node } from './node.ts';

/** Run in a process of its own for each node, and again after each kill. */
export async function runNode(node: Node): Promise<void> {
  await everySlot(node, runSlot);
}

/**
 * Called on every node, when the slot has come on its own clock. Sees to it that the report of this slot is written, by
 * this node or another, and resolves when it is, or when it is too late for it. Ends soon after `node.stop` aborts.
 */
export async function runSlot(node: Node, slot: number): Promise<void> {
  todo('one node works at a time, somebody takes over from the dead, and the table takes one report');
}
