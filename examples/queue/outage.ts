import type { Redis } from 'ioredis';
import type { Clock } from '../scheduler/clock/clock.ts';

export interface OutageReporter {
  /** For every `error` event of BullMQ and ioredis: a lost connection is said once, anything else each time. */
  onError(error: Error): void;
}

const LOST = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH', 'EAI_AGAIN']);

/** A process has a dozen connections to Redis and each has its say every few hundred milliseconds: one line is enough. */
export function reportOutages(
  connection: Redis,
  { clock, say }: { clock: Clock; say(line: string): void },
): OutageReporter {
  let awaySince: number | undefined;

  const onAway = (reason: string) => {
    if (awaySince !== undefined) return;
    awaySince = clock.monotonic();
    say(`Redis is away (${reason}). Trying again, ever less often; what was accepted waits there.`);
  };
  const onBack = () => {
    if (awaySince === undefined) return;
    say(`Redis is back after ${Math.round((clock.monotonic() - awaySince) / 1_000)} s.`);
    awaySince = undefined;
  };
  const onError = (error: Error) => {
    if (isLost(error)) onAway((error as NodeJS.ErrnoException).code ?? error.message);
    else say(`Redis: ${error.message}`);
  };

  connection.on('ready', onBack);
  connection.on('error', onError);
  return { onError };
}

function isLost(error: Error): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return (code !== undefined && LOST.has(code)) || /connection is closed|stream isn't writeable/i.test(error.message);
}
