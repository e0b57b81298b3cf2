/** What a policy was measured to change. Lower is better unless it says otherwise. */
export interface Figure {
  readonly what: string;
  readonly before: string | number;
  readonly after: string | number;
}

export interface Measured {
  readonly policy: string;
  readonly scene: string;
  readonly figures: readonly Figure[];
}
