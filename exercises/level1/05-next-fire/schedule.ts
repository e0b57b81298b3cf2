/** A cron expression, read. A field that is missing is a `*`; the lists are in ascending order. */
export interface Schedule {
  readonly minutes?: readonly number[];
  readonly hours?: readonly number[];
  /** Days of the month, from 1. */
  readonly days?: readonly number[];
  /** From 1. */
  readonly months?: readonly number[];
  /** From 0, Sunday, to 6. */
  readonly weekdays?: readonly number[];
}
