import { validateDetailed } from 'node-cron';
import { nearest } from '../../shared/nearest.ts';
import { LightweightError } from './lightweight-error.ts';

// #region check
/** A job as an application writes it down. */
export interface JobSpec {
  readonly name: string;
  readonly expression: string;
  /** The registered code to call: the job's own name unless said otherwise. */
  readonly handler?: string;
  readonly timeZone?: string;
}
// #endregion check

/**
 * Refuses what node-cron would accept and regret: `createTask` takes any time zone and fails when the first run is
 * computed, and a handler that does not exist would be noticed at the first tick, at night.
 */
export function checkSpec(spec: JobSpec, handlers: ReadonlyMap<string, unknown>): void {
  const { name, expression, handler = name, timeZone } = spec;
  if (!handlers.has(handler)) {
    const known = nearest(handler, [...handlers.keys()]).join(', ');
    throw new LightweightError(
      'unknown-handler',
      `job "${name}": no handler "${handler}" is registered (nearest: ${known})`,
    );
  }
  const { valid, errors } = validateDetailed(expression);
  if (!valid) {
    const where = errors
      .map(({ field, value, message }) => `${field} ${value ? `"${value}": ` : ''}${message}`)
      .join('; ');
    throw new LightweightError('bad-expression', `job "${name}": "${expression}" is not a cron expression (${where})`);
  }
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    throw new LightweightError(
      'bad-time-zone',
      `job "${name}": "${timeZone}" is not a time zone such as Europe/Berlin`,
    );
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
