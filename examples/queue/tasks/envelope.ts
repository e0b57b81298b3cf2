import type { Static, TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { QueueError, type QueueErrorCode } from '../errors.ts';

/** What travels in a job's `data`: the payload, and what a worker must know about it. */
export interface Envelope<Payload = unknown> {
  readonly payload: Payload;
  /** The run is worthless this long after its due time: drop it and count it. */
  readonly expiresMs?: number;
  /** Names the effect. It outlives the job: a redriven job carries the key of the one that died. */
  readonly key?: string;
  /** Which step of which flow this is: see `../flows`. */
  readonly flow?: FlowStep;
}

export interface FlowStep {
  readonly name: string;
  readonly id: string;
  readonly input: unknown;
  /** The way from the flow's last step to this one: which child of which child. */
  readonly path: readonly number[];
}

/** The key of a job that was not given one. */
export function effectKey(task: string, jobId: string): string {
  return `${task}/${jobId}`;
}

const compiled = new WeakMap<TSchema, Validator>();

/** Compiled once per schema: a check then costs some twenty nanoseconds, which the throughput promise needs. */
function validatorOf(schema: TSchema): Validator {
  const known = compiled.get(schema);
  if (known) return known;
  const validator = Compile(schema);
  compiled.set(schema, validator);
  return validator;
}

/** Returns the value as its type, or says which field is wrong and what was expected of it. */
export function parse<Schema extends TSchema>(
  schema: Schema,
  value: unknown,
  what: string,
  code: QueueErrorCode,
): Static<Schema> {
  const validator = validatorOf(schema);
  if (validator.Check(value)) return value as Static<Schema>;
  const [first] = validator.Errors(value).filter((error) => error.keyword !== 'boolean');
  const { field, found } = locate(value, first?.instancePath ?? '', first?.params);
  throw new QueueError(code, `${what}${field} ${first?.message ?? 'is not valid'}, got ${show(found)}`);
}

/** Walks a JSON pointer, so that the message can show the value at fault and not the whole payload. */
function locate(value: unknown, pointer: string, params: unknown): { field: string; found: unknown } {
  const missing = (params as { requiredProperties?: string[] } | undefined)?.requiredProperties?.[0];
  const path = pointer.split('/').slice(1);
  if (missing) return { field: `.${[...path, missing].join('.')}`, found: undefined };
  let found = value;
  for (const part of path) found = (found as Record<string, unknown> | undefined)?.[part];
  return { field: path.map((part) => `.${part}`).join(''), found };
}

function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
