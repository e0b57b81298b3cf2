/** What a slot meets when an earlier run of its job is still going. */
export type Overlap = 'skip' | 'queue-one' | 'cancel-running' | 'allow';

export interface OverlapPolicy {
  readonly overlap: Overlap;
  readonly maxConcurrent: number;
}

/** `replace`: cancel what is running, then start. */
export type Admission = 'start' | 'queue' | 'skip' | 'replace';

export function admit({ overlap, maxConcurrent }: OverlapPolicy, running: number, queued: boolean): Admission {
  if (running === 0) return 'start';
  switch (overlap) {
    case 'allow':
      return running < maxConcurrent ? 'start' : 'skip';
    case 'queue-one':
      return queued ? 'skip' : 'queue';
    case 'cancel-running':
      return 'replace';
    case 'skip':
      return 'skip';
  }
}
