export function offsetFor(name: string, spreadMs: number): number {
  const sum = [...name].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return sum % spreadMs;
}

export function nextRun(after: number, periodMs: number, offsetMs: number): number {
  const runsSoFar = Math.floor((after - offsetMs) / periodMs);
  return (runsSoFar + 1) * periodMs + offsetMs;
}

export function spreadFor(jobs: number, perSecond: number, periodMs: number): number {
  return Math.min(Math.ceil((jobs / perSecond) * 1_000), periodMs);
}
