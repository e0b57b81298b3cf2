/** `14:03:27`, in UTC like the schedule. */
export function clockTime(instant: number): string {
  return new Date(instant).toISOString().slice(11, 19);
}

/** `2026-11-21 14:03:27`, in the zone asked for. */
export function dateTime(instant: number, timeZone = 'UTC'): string {
  return new Date(instant).toLocaleString('sv-SE', { timeZone });
}

/** `320 ms`, `4.2 s`, `3 min`, `2 h`, `1 d`: two figures that matter. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${Number((ms / 1_000).toFixed(1))} s`;
  if (ms < 3_600_000) return `${Number((ms / 60_000).toFixed(1))} min`;
  return ms < 86_400_000 ? `${Number((ms / 3_600_000).toFixed(1))} h` : `${Number((ms / 86_400_000).toFixed(1))} d`;
}
