import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { type RunContext, SchedulerError } from '../../scheduler/index.ts';

/** Code that tasks may be made of at run time. What it is given is data, checked against its schema: never code. */
export interface TaskHandler {
  readonly name: string;
  readonly description: string;
  readonly payload: TSchema;
  readonly example: unknown;
  /** Throws a `SchedulerError` that names the field. */
  check(payload: unknown): void;
  run(context: RunContext): Promise<unknown>;
}

export function defineHandler<Payload extends TSchema>(handler: {
  readonly name: string;
  readonly description: string;
  readonly payload: Payload;
  readonly example: Static<Payload>;
  run(payload: Static<Payload>, context: RunContext): unknown;
}): TaskHandler {
  const compiled = Compile(handler.payload);
  return {
    ...handler,
    check(payload) {
      const [error] = compiled.Errors(payload);
      if (!error) return;
      const field = `payload${error.instancePath.replaceAll('/', '.')}`;
      throw new SchedulerError('invalid-payload', `${field}: ${error.message}`, { field, expected: error.message });
    },
    async run(context) {
      return handler.run(context.payload as Static<Payload>, context);
    },
  };
}
