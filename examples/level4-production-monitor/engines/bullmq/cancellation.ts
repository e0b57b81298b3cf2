import { type Clock, isFinal, type RunRecord, sleep } from '../../../scheduler/index.ts';
import type { RunLedger } from './run-ledger.ts';

export interface CancellationOptions {
  readonly clock: Clock;
  readonly ledger: RunLedger;
  find(id: string): Promise<RunRecord | undefined>;
  /** Tells every node, this one too, that whoever has the run should end it. */
  ask(id: string, note: string): void;
  ended(run: RunRecord): void;
}

/** How long a run's own node may take to end it, before history is told without it. */
const PATIENCE_MS = 2_000;
const LOOK_EVERY_MS = 20;

/**
 * Cancels a run wherever it is. Its own node ends it best, for it has the log; a node that does not hear of it finds at
 * its next heartbeat that the run is no longer its own. True when the run was cancelled by this.
 */
export async function cancelRun(id: string, note: string, options: CancellationOptions): Promise<boolean> {
  const { clock, ledger, find, ask, ended } = options;
  const [withdrawn] = await ledger.withdraw({ id }, note);
  if (withdrawn) {
    ended(withdrawn);
    return true;
  }
  ask(id, note);
  for (const deadline = clock.monotonic() + PATIENCE_MS; clock.monotonic() < deadline; ) {
    const run = await find(id);
    if (!run || isFinal(run.state)) return run?.state === 'cancelled';
    await sleep(clock, LOOK_EVERY_MS);
  }
  const seized = await ledger.end(id, 'cancelled', note);
  if (seized) ended(seized);
  return seized !== undefined;
}
