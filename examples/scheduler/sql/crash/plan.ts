import type { RunState } from '../../engine/run.ts';
import type { JobOptionsInput } from '../../policy/options.ts';
import { every } from '../../trigger/index.ts';

interface CrashJob {
  readonly name: string;
  readonly trigger: ReturnType<typeof every>;
  readonly options: JobOptionsInput;
  readonly takesMs: number;
  readonly failsFirst?: boolean;
}

const options: JobOptionsInput = { graceMs: 3_600_000, coalesce: 'latest' };

/** Something is always starting, running, waiting in line or waiting to try again. */
export const jobs: readonly CrashJob[] = [
  { name: 'quick', trigger: every(80), options, takesMs: 0 },
  { name: 'slow', trigger: every(120), options: { ...options, overlap: 'skip' }, takesMs: 150 },
  { name: 'queued', trigger: every(100), options: { ...options, overlap: 'queue-one' }, takesMs: 130 },
  { name: 'parallel', trigger: every(90), options: { ...options, overlap: 'allow' }, takesMs: 120 },
  {
    name: 'flaky',
    trigger: every(140),
    options: { ...options, retry: { attempts: 2, baseMs: 40, capMs: 40 } },
    takesMs: 5,
    failsFirst: true,
  },
];

/** A line of the notebook. */
export type Entry =
  | { readonly kind: 'born'; readonly instance: string; readonly at: number }
  | { readonly kind: 'worked'; readonly id: string }
  | { readonly kind: 'told'; readonly id: string; readonly state: RunState };
