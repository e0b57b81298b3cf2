export { type AtMostOptions, atMostN } from './at-most-n.ts';
export type { History, HistoryEvent } from './event.ts';
export { formatEvent, formatTimeline, formatVerdict, formatViolation } from './format.ts';
export { never } from './never.ts';
export { noStaleWrites } from './no-stale-writes.ts';
export { type NoneLostOptions, noneLost } from './none-lost.ts';
export { oncePerSlot } from './once-per-slot.ts';
export { type CheckOptions, checkHistory, type Invariant, type Verdict, type Violation } from './verdict.ts';
