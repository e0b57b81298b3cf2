/** A hundred years. What comes after the longest one must still be an instant that can be written. */
export const LONGEST_INTERVAL_MS = 36_525 * 86_400_000;

/** Slots that one request makes up for. */
export const MOST_BACKFILLED = 1_000;
