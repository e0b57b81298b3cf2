import type { Settings } from '../../../../examples/level3-distributed-coordinator/settings.ts';
import type { HistoryEvent } from '../../../kit/history/index.ts';

/** What the fault lab tells a node's process, as JSON over Node's IPC channel. */
export type ToNode = Prepare | { type: 'begin'; since: number } | { type: 'skew'; skewMs: number } | { type: 'stop' };

export interface Prepare {
  type: 'prepare';
  id: string;
  /** The node's own way to Redis, through the proxy that can be cut. */
  redisUrl: string;
  reportFile: string;
  settings: Settings;
  strategy: string;
  skewMs: number;
}

/** And what it hears back. `at` is the machine's time in epoch milliseconds, right for all nodes. */
export type FromNode =
  | { type: 'ready' }
  | { type: 'event'; at: number; event: Omit<HistoryEvent, 't' | 'node'> }
  | { type: 'failed'; reason: string }
  | { type: 'stopped' };
