import type { Sessions } from '../config/everyday-jobs.ts';

/** Sessions kept in the process, as a small application might. */
export function memorySessions(): Sessions & { add(token: string, expiresAt: number): void; count(): number } {
  const expiry = new Map<string, number>();
  return {
    add: (token, expiresAt) => void expiry.set(token, expiresAt),
    count: () => expiry.size,
    removeExpired(before) {
      const expired = [...expiry].filter(([, expiresAt]) => expiresAt < before);
      for (const [token] of expired) expiry.delete(token);
      return expired.length;
    },
  };
}
