/**
 * Resolves when the process is asked to stop: Ctrl+C, or SIGTERM from whatever runs it. A second request does not
 * wait: whoever presses Ctrl+C twice means it.
 */
export function stopRequested(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let asked = false;
    const onSignal = (signal: NodeJS.Signals) => {
      if (asked) process.exit(signal === 'SIGINT' ? 130 : 143);
      asked = true;
      resolve(signal);
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
}

/** Runs until asked to stop, then gives `stop` a bounded time to finish. Ends the process with exit code 0. */
export async function runUntilStopped(stop: () => Promise<unknown> | unknown, deadlineMs = 10_000): Promise<void> {
  await stopRequested();
  const deadline = setTimeout(() => {
    console.error(`Still not stopped after ${deadlineMs / 1000} s: giving up.`);
    process.exit(1);
  }, deadlineMs);
  deadline.unref();
  await stop();
  process.exit(0);
}
