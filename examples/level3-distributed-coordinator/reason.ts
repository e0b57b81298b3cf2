/** Why something could not be done, for people: ioredis speaks of its own insides when there is no connection. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/Stream isn't writeable|Connection is closed|ECONNREFUSED|ECONNRESET/.test(message)) return 'Redis is not there';
  return message === 'Command timed out' ? 'Redis does not answer' : message;
}
