/** What can go wrong between a program of the course and its Redis. */
export type RedisErrorCode = 'bad-url' | 'unreachable' | 'not-started';

export class RedisError extends Error {
  override name = 'RedisError';
  readonly code: RedisErrorCode;

  constructor(code: RedisErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Said whenever there is no Redis to talk to: what a reader can do about it, the cheapest way last. */
export const THREE_WAYS =
  'Three ways to get one: set REDIS_URL to a server that answers; install redis-server or valkey-server, which is ' +
  'then started for you; or unset REDIS_URL and let the built-in JavaScript one serve.';
