/** What can go wrong between a program of the course and its database. */
export type DatabaseErrorCode = 'bad-url' | 'unreachable' | 'migration';

export class DatabaseError extends Error {
  override name = 'DatabaseError';
  readonly code: DatabaseErrorCode;

  constructor(code: DatabaseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What a driver says, in a line. libsql wraps its reason in a Rust variant, pg may have none but a code. */
export function reasonOf(error: unknown): string {
  const { message = '', code = '' } = error as { message?: string; code?: string };
  return /^\w+\("(.*)"\)$/s.exec(message)?.[1] ?? (message || code || String(error));
}
