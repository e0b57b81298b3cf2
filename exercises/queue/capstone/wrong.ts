/** Refund desks people believe in, each with a seed under which it breaks on three workers, and the rule it breaks there. */
export const WRONG = [
  { file: 'no-key.ts', seed: 1, breaks: 'no refund is paid twice' },
  { file: 'key-by-job-id.ts', seed: 1, breaks: 'no refund is paid twice' },
  { file: 'key-after-effect.ts', seed: 1, breaks: 'no refund is paid twice' },
  { file: 'key-before-effect.ts', seed: 14, breaks: 'every accepted refund is paid, or lies with the dead letters' },
  { file: 'nobody-sweeps.ts', seed: 29, breaks: 'every accepted refund is paid, or lies with the dead letters' },
  { file: 'failed-is-forgotten.ts', seed: 29, breaks: 'every accepted refund is paid, or lies with the dead letters' },
  { file: 'everything-passes.ts', seed: 1, breaks: 'what is hopeless is tried once and not paid' },
  { file: 'one-try.ts', seed: 1, breaks: 'a bank that is away for a moment costs nobody a refund' },
] as const;
