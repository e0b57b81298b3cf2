/** Everything the scheduler refuses or reports, by code. The set is closed: callers may switch over it. */
export type SchedulerErrorCode =
  | 'invalid-name'
  | 'invalid-trigger'
  | 'invalid-expression'
  | 'unknown-zone'
  | 'past-date'
  | 'invalid-option'
  | 'invalid-payload'
  | 'duplicate-job'
  | 'duplicate-handler'
  | 'unknown-job'
  | 'unknown-handler'
  | 'unknown-run'
  | 'not-running'
  | 'store-failed';

export interface SchedulerErrorDetails {
  /** Where the value stood: `options.timeoutMs`, `trigger.expression`. */
  readonly field?: string | undefined;
  readonly value?: unknown;
  readonly expected?: string | undefined;
  readonly cause?: unknown;
}

export class SchedulerError extends Error {
  override name = 'SchedulerError';
  readonly code: SchedulerErrorCode;
  readonly field: string | undefined;
  readonly value: unknown;
  readonly expected: string | undefined;

  constructor(code: SchedulerErrorCode, message: string, details: SchedulerErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined);
    this.code = code;
    this.field = details.field;
    this.value = details.value;
    this.expected = details.expected;
  }
}

/** The common refusal: this field holds that value and should have held something else. */
export function refuse(code: SchedulerErrorCode, field: string, value: unknown, expected: string): never {
  throw new SchedulerError(code, `${field} is ${show(value)}: expected ${expected}`, { field, value, expected });
}

function show(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
