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
  // Room for the longest key, and for the length of what is offered: without that, `ab` and `ab\0` would be one token.
  const width = Math.max(admin.length, viewer?.length ?? 0) + 4;
  const padded = (key: string) => pad(key, Buffer.alloc(width));
  const known = [
    { key: padded(admin), visitor: { name: 'admin', role: 'admin' } as const },
    ...(viewer === undefined ? [] : [{ key: padded(viewer), visitor: { name: 'viewer', role: 'viewer' } as const }]),
  ];
  const offered = Buffer.alloc(width);
  return (token) => {
    pad(token, offered);
    const [admitted] = known.filter(({ key }) => timingSafeEqual(key, offered));
    return admitted?.visitor;
  };
}

/** Of a token that is too long only the beginning is kept; its length still tells it apart. */
function pad(token: string, into: Buffer): Buffer {
  const room = into.length - 4;
  into.fill(0);
  into.write(token, 0, room, 'latin1');
  into.writeUInt32LE(token.length, room);
  return into;
}
// #endregion doorkeeper
