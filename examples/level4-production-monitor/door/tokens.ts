import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

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
/**
 * Compares digests, which are of one length whatever was sent, and compares with every key before it answers: how long
 * it takes tells nothing about which key came close.
 */
export function doorkeeper({ admin, viewer }: Keys): (token: string) => Visitor | undefined {
  const visitors = [
    { digest: digest(admin), visitor: { name: 'admin', role: 'admin' } as const },
    ...(viewer === undefined ? [] : [{ digest: digest(viewer), visitor: { name: 'viewer', role: 'viewer' } as const }]),
  ];
  return (token) => {
    const offered = digest(token);
    const [admitted] = visitors.filter((known) => timingSafeEqual(known.digest, offered));
    return admitted?.visitor;
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
// #endregion doorkeeper
