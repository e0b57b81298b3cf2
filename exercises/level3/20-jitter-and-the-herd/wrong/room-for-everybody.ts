import { createHash } from 'node:crypto';

export function offsetFor(name: string, spreadMs: number): number {
  // Six bytes are the most that one number holds exactly, and far more than any spread.
  return createHash('sha256').update(name).digest().readUIntBE(0, 6) % spreadMs;
}

export function nextRun(after: number, periodMs: number, offsetMs: number): number {
  const runsSoFar = Math.floor((after - offsetMs) / periodMs);
  return (runsSoFar + 1) * periodMs + offsetMs;
}

export function spreadFor(jobs: number, perSecond: number, _periodMs: number): number {
  return Math.ceil((jobs / perSecond) * 1_000);
}
