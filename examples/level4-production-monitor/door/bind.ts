import type { Config } from '../config.ts';
import { type Keys, LONGEST_TOKEN, randomToken } from './tokens.ts';

export class DoorError extends Error {
  override name = 'DoorError';
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);
const SHORTEST_TOKEN = 16;

// #region keys
/**
 * The keys of this door. On loopback a key is made when none is configured, and shown once; anywhere else that would
 * be a door whose key lies in the log.
 */
export function keysFor({ host, tokens }: Pick<Config, 'host' | 'tokens'>): { keys: Keys; made: boolean } {
  const { admin, viewer } = tokens;
  if (!LOOPBACK.has(host) && admin === undefined) {
    throw new DoorError(`HOST=${host} opens the monitor to the network: set MONITOR_TOKEN first, or leave HOST out.`);
  }
  for (const [name, token] of [
    ['MONITOR_TOKEN', admin],
    ['MONITOR_VIEWER_TOKEN', viewer],
  ] as const) {
    if (token !== undefined && !/^[\x21-\x7e]*$/.test(token)) {
      throw new DoorError(`${name} holds a blank or a letter beyond ASCII: no Authorization header can carry it.`);
    }
    if (token !== undefined && (token.length < SHORTEST_TOKEN || token.length > LONGEST_TOKEN)) {
      throw new DoorError(`${name} has ${token.length} characters: expected ${SHORTEST_TOKEN} to ${LONGEST_TOKEN}.`);
    }
  }
  if (admin !== undefined && admin === viewer)
    throw new DoorError('MONITOR_TOKEN and MONITOR_VIEWER_TOKEN are the same.');
  return { keys: { admin: admin ?? randomToken(), viewer }, made: admin === undefined };
}
// #endregion keys

/** Listening on every address includes loopback: a container's own health check comes that way. */
const EVERY_ADDRESS = new Set(['0.0.0.0', '::']);

/** Hosts a request may be addressed to. A page elsewhere that resolves its own name to 127.0.0.1 is not among them. */
export function hostAllowed(header: string | undefined, { host, allowedHosts }: Pick<Config, 'host' | 'allowedHosts'>) {
  if (!header) return false;
  const name = header
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
  if (allowedHosts.includes(name) || name === host) return true;
  return LOOPBACK.has(name) && (LOOPBACK.has(host) || EVERY_ADDRESS.has(host));
}
