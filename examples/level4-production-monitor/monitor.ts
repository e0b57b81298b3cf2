import type { Clock, Engine, EngineEvent } from '../scheduler/index.ts';
import type { AlertDesk } from './alerts/alert-desk.ts';
import type { Config } from './config.ts';
import type { MonitorDatabase } from './database.ts';
import type { HandlerRegistry } from './handlers/registry.ts';
import type { RecentRuns } from './history/recent-runs.ts';
import type { MonitorMetrics } from './metrics/metrics.ts';

/** The monitor's parts, put together once and handed to whatever serves them. */
export interface Monitor {
  readonly config: Config;
  readonly clock: Clock;
  readonly engine: Engine;
  readonly database: MonitorDatabase;
  readonly handlers: HandlerRegistry;
  readonly recent: RecentRuns;
  readonly desk: AlertDesk;
  readonly metrics: MonitorMetrics;
  readonly nodes: NodeRegistry;
  readonly readiness: Readiness;
}

/** Who else is at work. */
export interface NodeRegistry {
  all(): Promise<NodeInfo[]>;
}

export interface NodeInfo {
  readonly id: string;
  readonly role: 'monitor' | 'worker';
  readonly startedAt: number;
  readonly lastSeenAt: number;
  readonly running: readonly { readonly id: string; readonly task: string }[];
}

/** Who may say that the monitor cannot do its work. Each takes back only what it has said itself. */
export type Doubter = 'stop' | 'database' | 'engine';

/** Whether the monitor can do its work: not while its database or Redis is away, and not while it stops. */
export class Readiness {
  readonly #doubts = new Map<Doubter, string>([['engine', 'starting']]);
  readonly #listeners = new Set<(reason: string | null) => void>();

  /** Null when ready. */
  get reason(): string | null {
    const { value } = this.#doubts.values().next();
    return value ?? null;
  }

  onEvent(event: EngineEvent): void {
    if (event.type === 'engine-started' || event.type === 'store-recovered') this.set(null);
    if (event.type === 'store-failed') this.set(event.error.message);
    if (event.type === 'engine-stopping') this.set('stopping', 'stop');
  }

  set(reason: string | null, by: Doubter = 'engine'): void {
    const before = this.reason;
    if (reason === null) this.#doubts.delete(by);
    else this.#doubts.set(by, reason);
    if (this.reason !== before) for (const listener of this.#listeners) listener(this.reason);
  }

  subscribe(listener: (reason: string | null) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
