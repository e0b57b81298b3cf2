import type { CoordinatorRedis } from '../../../examples/level3-distributed-coordinator/coordination/coordinator-redis.ts';
import type { Reports } from '../../../examples/level3-distributed-coordinator/report/reports.ts';
import type { Settings } from '../../../examples/level3-distributed-coordinator/settings.ts';
import type { Clock } from '../../../examples/scheduler/clock/clock.ts';
import type { HistoryEvent } from '../../kit/history/index.ts';

/**
 * What a node program is given. It is a module that exports `runNode(node: ClusterNode): Promise<void>`, run in a process
 * of its own for each node, and again after each kill.
 */
export interface ClusterNode {
  id: string;
  /** Its wall clock may be wrong by seconds. */
  clock: Clock;
  redis: CoordinatorRedis;
  reports: Reports;
  settings: Settings;
  /** No slot before this is due. */
  since: number;
  /** What was asked for with `--strategy`: the reference knows five, a program of one's own may ignore it. */
  strategy: string;
  /** Says what the node did. The verdict is drawn from what is said, and from the report table. */
  record(type: string, details?: Omit<HistoryEvent, 't' | 'node' | 'type'>): void;
  /** Aborts when the time is up: `runNode` returns soon after. */
  stop: AbortSignal;
}

export interface NodeProgram {
  runNode(node: ClusterNode): Promise<void>;
}
