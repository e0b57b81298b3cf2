/** Coordinators people believe in, each with a seed under which it breaks and the rule that it breaks there. */
export const WRONG = [
  { file: 'a-lock-is-enough.ts', seed: 1, breaks: 'no slot is lost' },
  { file: 'claimed-is-done.ts', seed: 4, breaks: 'no slot is lost' },
  { file: 'a-lease-is-enough.ts', seed: 4, breaks: 'no slot is done twice' },
  { file: 'announces-when-it-writes.ts', seed: 11, breaks: 'whoever was overtaken no longer writes' },
  { file: 'sent-is-written.ts', seed: 11, breaks: 'what is said to be written is in the table' },
  { file: 'one-look-is-enough.ts', seed: 3, breaks: 'no slot is lost' },
  { file: 'one-error-ends-it.ts', seed: 4, breaks: 'no slot is lost' },
] as const;
