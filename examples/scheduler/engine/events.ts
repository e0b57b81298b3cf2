import type { StopReport } from './engine.ts';
import type { LogLine, RunRecord } from './run.ts';

/** What an engine tells whoever listens. A run is announced as finished only once its outcome is recorded. */
export type EngineEvent =
  | { readonly type: 'engine-started' }
  | { readonly type: 'engine-stopping' }
  | { readonly type: 'engine-stopped'; readonly report: StopReport }
  | { readonly type: JobEventType; readonly job: string }
  | { readonly type: 'run-queued' | 'run-started' | 'run-retrying' | 'run-finished'; readonly run: RunRecord }
  | { readonly type: 'run-logged'; readonly runId: string; readonly job: string; readonly line: LogLine }
  | { readonly type: 'store-failed'; readonly error: Error; readonly retryInMs: number }
  | { readonly type: 'store-recovered' }
  | { readonly type: 'listener-failed'; readonly error: unknown };

type JobEventType = `job-${'added' | 'updated' | 'rescheduled' | 'paused' | 'resumed' | 'removed'}`;

export type EngineListener = (event: EngineEvent) => void;

/** Listeners are guests: one that throws is reported to the others and stops nothing. */
export class Events {
  readonly #listeners = new Set<EngineListener>();

  /** Whether it is worth making an event at all. */
  get heard(): boolean {
    return this.#listeners.size > 0;
  }

  subscribe(listener: EngineListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: EngineEvent): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch (error) {
        if (event.type !== 'listener-failed') this.emit({ type: 'listener-failed', error });
      }
    }
  }
}
