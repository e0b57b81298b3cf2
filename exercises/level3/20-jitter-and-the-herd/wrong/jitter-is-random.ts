export function offsetFor(_name: string, spreadMs: number): number {
  return Math.floor(Math.random() * spreadMs);
}

export function nextRun(after: number, periodMs: number, offsetMs: number): number {
  const runsSoFar = Math.floor((after - offsetMs) / periodMs);
  return (runsSoFar + 1) * periodMs + offsetMs;
}

export function spreadFor(jobs: number, perSecond: number, periodMs: number): number {
  return Math.min(Math.ceil((jobs / perSecond) * 1_000), periodMs);
}
