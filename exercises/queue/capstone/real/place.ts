/** Where a worker process finds what it works with. */
export interface Place {
  readonly name: string;
  readonly redisUrl: string;
  readonly refunds: string;
  readonly letters: string;
  readonly ledgerFile: string;
}

export const LOCK_MS = 1_000;
