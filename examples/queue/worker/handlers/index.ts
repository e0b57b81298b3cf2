import { sleep } from '../../../scheduler/clock/sleep.ts';
import type { DeskWorld } from '../../desk/desk.ts';
import type { DeskCatalogue } from '../../tasks/catalogue.ts';
import type { Handlers } from '../handler.ts';
import { maintenance } from './maintenance.ts';
import { marketData } from './market-data.ts';
import { messages } from './messages.ts';
import { reports } from './reports.ts';
import { trading } from './trading.ts';

/** Every task's handler. A task of the catalogue without one does not compile. */
export function deskHandlers(world: DeskWorld): Handlers<DeskCatalogue> {
  return {
    // #region add
    add: async ({ a, b }, { signal }) => {
      await sleep(world.clock, 20, signal);
      return a + b;
    },
    // #endregion add
    collect: (results) => results,
    ...messages(world),
    ...reports(world),
    ...maintenance(world),
    ...trading(world),
    ...marketData(world),
  };
}
