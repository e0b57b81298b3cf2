import { type ParseArgsConfig, parseArgs } from 'node:util';
import { ToolError } from './tool-error.ts';

/** Reads a command's arguments; one it does not know becomes a sentence and the way it is used. */
export function readArguments<T extends NonNullable<ParseArgsConfig['options']>>(options: T, usage: string) {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new ToolError(`${(error as Error).message}\n${usage}`);
  }
}
