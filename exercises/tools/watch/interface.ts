/** What the running course needs of whatever shows it. */
export interface Interface {
  /** Something is not as it should be, and the course goes on all the same. */
  warn(line: string): void;
  siteReady(address: string): void;
  close(): void;
}
