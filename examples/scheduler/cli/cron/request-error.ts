/** A question that cannot be answered as it was put. `field` is named as the asker wrote it. */
export class RequestError extends Error {
  override name = 'RequestError';
  readonly code: 'json' | 'type' | 'date' | 'count' | 'usage';
  readonly field: string;

  constructor(code: RequestError['code'], field: string, message: string) {
    super(message);
    this.code = code;
    this.field = field;
  }
}
