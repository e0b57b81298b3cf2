/** Who may run. A claim is for a while: whoever dies with one must not keep it for ever. */
export interface Locks {
  /** Null when somebody else holds the key. */
  claim(key: string, ttlMs: number): Promise<Claim | null>;
}

export interface Claim {
  /** False when it has run out meanwhile and somebody else may hold it. */
  renew(ttlMs: number): Promise<boolean>;
  release(): Promise<void>;
}
