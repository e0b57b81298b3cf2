import { endWithReader } from '../../../examples/shared/entry.ts';

/** Something the person at the keyboard can put right: shown as its sentence, never as a stack. */
export class ToolError extends Error {
  override name = 'ToolError';
  readonly exitCode: number;

  constructor(message: string, exitCode = 2) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Runs a command's main function; a `ToolError` becomes a line on stderr and its exit code. */
export async function runTool(main: () => Promise<number | undefined>): Promise<void> {
  endWithReader();
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    console.error(error.message);
    process.exitCode = error.exitCode;
  }
}
