import { randomBytes, timingSafeEqual } from 'node:crypto';

export type Role = 'viewer' | 'admin';

/** Who is at the door. The name goes into the audit log; the token never does. */
export interface Visitor {
  readonly name: string;
  readonly role: Role;
}

export interface Keys {
  readonly admin: string;
  readonly viewer: string | undefined;
}

export function randomToken(): string {
  return randomBytes(24).toString('base64url');
}

// #region doorkeeper
/** No token is longer: the guard takes no longer ones from a header, and refuses none that is configured. */
export const LONGEST_TOKEN = 500;

/**
 * Every comparison is over the same number of bytes, and with every key, before there is an answer: how long it takes
 * tells nothing about which key came close.
 */
export function doorkeeper({ admin, viewer }: Keys): (token: string) => Visitor | undefined {
  const known = [
    { key: padded(admin), visitor: { name: 'admin', role: 'admin' } as const },
    ...(viewer === undefined ? [] : [{ key: padded(viewer), visitor: { name: 'viewer', role: 'viewer' } as const }]),
  ];
  const offered = Buffer.alloc(WIDTH);
  return (token) => {
    pad(token, offered);
    const [admitted] = known.filter(({ key }) => timingSafeEqual(key, offered));
    return admitted?.visitor;
  };
}

/** Room for the longest token, and for its length: without that, `ab` and `ab\0` would be one token. */
const WIDTH = LONGEST_TOKEN + 4;

function padded(token: string): Buffer {
  return pad(token, Buffer.alloc(WIDTH));
}

function pad(token: string, into: Buffer): Buffer {
  into.fill(0);
  const length = into.write(token, 0, WIDTH - 4, 'latin1');
  into.writeUInt32LE(length, WIDTH - 4);
  return into;
}
// #endregion doorkeeper
