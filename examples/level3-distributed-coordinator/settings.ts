import { Level3Error } from './level3-error.ts';

/** The times of one job on many nodes. All nodes must be given the same. */
export interface Settings {
  job: string;
  /** A slot is every multiple of this. */
  everyMs: number;
  /** How long writing the report takes. */
  workMs: number;
  leaseMs: number;
  renewEveryMs: number;
  /** How often a node looks again at a slot somebody else is working on. */
  tickMs: number;
  /** How far apart the nodes' clocks may be. */
  maxSkewMs: number;
  /** How long Redis remembers that a slot was claimed or is done. */
  slotKeyMs: number;
  /** How long after its time a slot is still worth running. */
  patienceMs: number;
}

export const DEFAULTS: Settings = {
  job: 'monthly-report',
  everyMs: 6_000,
  workMs: 2_000,
  leaseMs: 3_000,
  renewEveryMs: 1_000,
  tickMs: 500,
  maxSkewMs: 10_000,
  slotKeyMs: 60_000,
  patienceMs: 30_000,
};

/** The same story, three times as quick. */
export const FAST: Settings = {
  ...DEFAULTS,
  everyMs: 2_000,
  workMs: 650,
  leaseMs: 1_000,
  renewEveryMs: 300,
  tickMs: 150,
};

/** Refuses what would fail quietly later: better at the start, in a sentence, than as a slot that ran twice. */
export function checkSettings(settings: Settings): Settings {
  const { leaseMs, renewEveryMs, maxSkewMs, slotKeyMs } = settings;
  if (leaseMs <= renewEveryMs) {
    const message = `The lease lasts ${leaseMs} ms and is renewed every ${renewEveryMs} ms: it would end before its first renewal. Make the lease longer, three renewals or more.`;
    throw new Level3Error('lease-too-short', message);
  }
  if (maxSkewMs >= slotKeyMs) {
    const message = `Clocks may be ${maxSkewMs} ms apart and a slot's key lives for ${slotKeyMs} ms: the slowest node would find it gone and run the slot again. Make the key outlive the skew.`;
    throw new Level3Error('skew-too-large', message);
  }
  return settings;
}
