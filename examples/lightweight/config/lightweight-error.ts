/** What this room refuses, and why. */
export class LightweightError extends Error {
  override name = 'LightweightError';
  readonly code: 'unknown-handler' | 'unknown-job' | 'bad-expression' | 'bad-time-zone' | 'stopped';

  constructor(code: LightweightError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
