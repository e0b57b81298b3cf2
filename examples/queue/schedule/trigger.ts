import { cronSchedule } from '../../scheduler/cron/index.ts';

/** When something happens. Intervals lie on the epoch's grid, so that every beat, preview and replay agrees on them. */
export type Trigger = { readonly everyMs: number } | { readonly cron: string; readonly timeZone: string };

export interface Planned {
  readonly trigger: Trigger;
  /** Shifts every slot: how jitter spreads schedules that would otherwise fire together. */
  readonly offsetMs: number;
}

/** The first slot strictly after an instant, or null when there is none. */
export function nextSlot({ trigger, offsetMs }: Planned, after: number): number | null {
  const shifted = after - offsetMs;
  if ('everyMs' in trigger) return (Math.floor(shifted / trigger.everyMs) + 1) * trigger.everyMs + offsetMs;
  const next = cronSchedule(trigger.cron, { timeZone: trigger.timeZone }).next(shifted);
  return next === null ? null : next + offsetMs;
}

/** Every slot of `from` ≤ slot < `to`. */
export function* slotsBetween(planned: Planned, from: number, to: number): Generator<number> {
  for (let slot = nextSlot(planned, from - 1); slot !== null && slot < to; slot = nextSlot(planned, slot)) yield slot;
}

/** As people say it: `every 30 s`, `0 18 * * * Europe/Berlin`. */
export function describeTrigger({ trigger, offsetMs }: Planned): string {
  const shift = offsetMs > 0 ? ` +${offsetMs / 1000} s` : '';
  if (!('everyMs' in trigger)) return `${trigger.cron} ${trigger.timeZone}${shift}`;
  const seconds = trigger.everyMs / 1000;
  return seconds % 60 === 0 ? `every ${seconds / 60} min${shift}` : `every ${seconds} s${shift}`;
}
