import type { Clock, Timer } from '../clock/clock.ts';
import { Heap, NOWHERE, type Waiting } from '../heap.ts';
import type { Job } from './job.ts';

/** No wait is longer. After a sleep or a step of the clock the schedule is right again within this time. */
export const REARM_MS = 60_000;

/** Set back further than this, the clock was wrong before: slots ahead of it are no reason to stand still. */
export const STEP_BACK_LIMIT_MS = 24 * 3_600_000;

/** Something to do after a while: a timeout or a retry. Measured by the monotonic clock, which nobody sets. */
export class Deadline implements Waiting {
  position = NOWHERE;
  readonly ring: () => void;

  constructor(ring: () => void) {
    this.ring = ring;
  }
}

export interface TimelineOwner {
  /** Slots may be decided now. False leaves them waiting. */
  ready(): boolean;
  due(job: Job, now: number): void;
  /** The clock was set back by more than the limit. By the new time, the last look at it was at `lastSeen`. */
  steppedBack(lastSeen: number): void;
}

/**
 * Everything the engine waits for, behind one timer. Slots lie on the wall clock, deadlines on the monotonic one, so
 * there is one heap for each. The timer only says when to look; what is due is read off the clock, and so a timer that
 * fires early, late or not for hours decides nothing.
 */
export class Timeline {
  readonly #clock: Clock;
  readonly #owner: TimelineOwner;
  readonly #slots = new Heap<Job>();
  readonly #deadlines = new Heap<Deadline>();
  #timer: Timer | undefined;
  #ringsAt = Number.POSITIVE_INFINITY;
  #lastSeen: number;
  #lastSeenMonotonic: number;
  #ringing = false;

  constructor(clock: Clock, owner: TimelineOwner) {
    this.#clock = clock;
    this.#owner = owner;
    this.#lastSeen = clock.now();
    this.#lastSeenMonotonic = clock.monotonic();
  }

  /** The job is due at `startAt`, or not at all. */
  place(job: Job, startAt: number | null): void {
    this.#slots.remove(job);
    if (startAt === null) return;
    this.#slots.push(job, startAt);
    if (!this.#ringing) this.#armBefore(startAt - this.#clock.now());
  }

  after(delayMs: number, ring: () => void): Deadline {
    const deadline = new Deadline(ring);
    this.#deadlines.push(deadline, this.#clock.monotonic() + delayMs);
    if (!this.#ringing) this.#armBefore(delayMs);
    return deadline;
  }

  cancel(deadline: Deadline | null): void {
    if (deadline) this.#deadlines.remove(deadline);
  }

  /** Looks at the clock and hands out what is due. */
  ring(): void {
    this.#ringing = true;
    const now = this.#clock.now();
    const monotonic = this.#clock.monotonic();
    const sinceLast = monotonic - this.#lastSeenMonotonic;
    if (now < this.#lastSeen - STEP_BACK_LIMIT_MS) this.#owner.steppedBack(now - sinceLast);
    this.#lastSeen = now;
    this.#lastSeenMonotonic = monotonic;
    while (this.#deadlines.firstKey <= monotonic) this.#deadlines.pop()!.ring();
    while (this.#owner.ready() && this.#slots.firstKey <= now) this.#owner.due(this.#slots.pop()!, now);
    this.#ringing = false;
    this.#arm();
  }

  /** Waits for nothing any more. */
  close(): void {
    this.#clock.clearTimeout(this.#timer);
    this.#ringsAt = Number.NEGATIVE_INFINITY;
  }

  #arm(): void {
    const toSlot = this.#owner.ready() ? this.#slots.firstKey - this.#clock.now() : REARM_MS;
    const toDeadline = this.#deadlines.firstKey - this.#clock.monotonic();
    this.#set(Math.min(toSlot, toDeadline));
  }

  #armBefore(delayMs: number): void {
    if (this.#clock.monotonic() + delayMs < this.#ringsAt) this.#set(delayMs);
  }

  #set(delayMs: number): void {
    if (this.#ringsAt === Number.NEGATIVE_INFINITY) return;
    const wait = Math.ceil(Math.min(Math.max(delayMs, 1), REARM_MS));
    this.#clock.clearTimeout(this.#timer);
    this.#ringsAt = this.#clock.monotonic() + wait;
    this.#timer = this.#clock.setTimeout(() => this.ring(), wait);
  }
}
