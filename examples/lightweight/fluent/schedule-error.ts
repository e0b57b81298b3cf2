/** What the fluent API refuses, when the schedule is written down: which call, which value, what was expected. */
export class ScheduleError extends Error {
  override name = 'ScheduleError';
  readonly code: 'bad-value' | 'duplicate-name' | 'unknown-command' | 'unknown-job' | 'bad-file';

  constructor(code: ScheduleError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export function refuse(call: string, value: unknown, expected: string): never {
  throw new ScheduleError('bad-value', `${call}: ${JSON.stringify(value) ?? String(value)} is not ${expected}`);
}
