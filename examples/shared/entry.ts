import { debuglog } from 'node:util';

const debug = debuglog('clockwork');

/**
 * Runs a program's main function. What goes wrong is told in a sentence, never as a stack: whoever reads it did not
 * write the program. Whoever did sets NODE_DEBUG=clockwork.
 */
export async function runEntry(main: () => Promise<void>): Promise<void> {
  endWithReader();
  try {
    await main();
  } catch (error) {
    console.error(sentenceOf(error));
    debug('%O', error);
    process.exit(1);
  }
}

/** `| head` closes its end when it has seen enough: that is no error of ours, and nothing is left to do. */
export function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, message, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken by another program. Set PORT to a free one, or to 0 to be given one.`;
  return message;
}
