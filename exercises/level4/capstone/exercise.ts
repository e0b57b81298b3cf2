import { todo } from '#kit';
import type { World } from './world.ts';

/**
 * One life of the monitor: from its start to `world.stop`, or to a kill that nobody announces. Your pieces are in
 * `pieces.ts`; the README says what has to hold.
 */
export async function live(world: World): Promise<void> {
  todo('recover, open the door, and do at every slot what is due');
}
