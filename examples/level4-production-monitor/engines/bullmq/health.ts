import { type EngineEvent, SchedulerError } from '../../../scheduler/index.ts';

type Part = 'Redis' | 'the job store';

/** Two things may be away, each noticed by many: said once when the first goes and once when all are back. */
export class Health {
  readonly #away = new Set<Part>();
  #tell: (event: EngineEvent) => void = () => {};

  onChange(tell: (event: EngineEvent) => void): void {
    this.#tell = tell;
  }

  failed(part: Part, reason: unknown, retryInMs: number): void {
    if (this.#away.has(part)) return;
    this.#away.add(part);
    this.#tell({ type: 'store-failed', error: failure(part, reason), retryInMs });
  }

  recovered(part: Part): void {
    if (!this.#away.delete(part)) return;
    if (this.#away.size === 0) this.#tell({ type: 'store-recovered' });
  }
}

function failure(part: Part, reason: unknown): SchedulerError {
  if (reason instanceof SchedulerError) return reason;
  const text = reason instanceof Error ? reason.message : String(reason);
  return new SchedulerError('store-failed', `${part} failed: ${text}`, { cause: reason });
}
