import { SchedulerError } from '../../scheduler/index.ts';
import { nearest } from '../../shared/nearest.ts';
import type { TaskHandler } from './handler.ts';

/** The handlers tasks can be made of, by name. */
export class HandlerRegistry {
  readonly #handlers: ReadonlyMap<string, TaskHandler>;

  constructor(handlers: readonly TaskHandler[]) {
    this.#handlers = new Map(handlers.map((handler) => [handler.name, handler]));
  }

  all(): TaskHandler[] {
    return [...this.#handlers.values()];
  }

  /** Refuses an unknown handler by name, and a payload by its field. */
  check(name: string, payload: unknown): void {
    const handler = this.#handlers.get(name);
    if (handler) {
      handler.check(payload);
      return;
    }
    const known = nearest(name, [...this.#handlers.keys()]).join(', ');
    throw new SchedulerError('unknown-handler', `handler: there is no "${name}" (nearest: ${known})`, {
      field: 'handler',
      value: name,
      expected: [...this.#handlers.keys()].join(', '),
    });
  }
}
