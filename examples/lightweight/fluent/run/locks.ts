/** Who may run. A claim is for a while: whoever dies with one must not keep it for ever. */
export interface Locks {
  /** Null when somebody else holds the key. */
  claim(key: string, ttlMs: number): Promise<Claim | null>;
}

export interface Claim {
  release(): Promise<void>;
}
