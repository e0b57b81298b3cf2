import { createHash } from 'node:crypto';

export function offsetFor(name: string, spreadMs: number): number {
  // Six bytes are the most that one number holds exactly, and far more than any spread.
  return createHash('sha256').update(name).digest().readUIntBE(0, 6) % spreadMs;
}

export function nextRun(after: number, periodMs: number, offsetMs: number): number {
  const slot = (Math.floor(after / periodMs) + 1) * periodMs;
  return slot + offsetMs + 1 + Math.floor(Math.random() * periodMs);
}

export function spreadFor(jobs: number, perSecond: number, periodMs: number): number {
  return Math.min(Math.ceil((jobs / perSecond) * 1_000), periodMs);
}
