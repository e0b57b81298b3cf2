export type QueueErrorCode =
  | 'bad-environment'
  | 'bad-argument'
  | 'bad-payload'
  | 'bad-result'
  | 'unknown-queue'
  | 'unknown-profile'
  | 'timed-out'
  | 'expired'
  | 'failed'
  | 'bad-history';

/** What this room throws on purpose. The message is written for the person who reads it in a terminal. */
export class QueueError extends Error {
  override name = 'QueueError';
  readonly code: QueueErrorCode;

  constructor(code: QueueErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Thrown by a handler for which trying again cannot help: the address does not exist, the account is closed. */
export class PermanentError extends Error {
  override name = 'PermanentError';
}
