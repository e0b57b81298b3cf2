import type { RunRecord } from '../../scheduler/index.ts';
import { ApiError } from './problem.ts';

type Place = Pick<RunRecord, 'slot' | 'id'>;

/** A place in history, not a page number: rows that arrive meanwhile shift nothing. */
export function encodeCursor({ slot, id }: Place): string {
  return Buffer.from(JSON.stringify([slot, id])).toString('base64url');
}

export function decodeCursor(cursor: string): Place {
  try {
    const [slot, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Number.isSafeInteger(slot) && typeof id === 'string' && !id.includes('\0')) return { slot, id };
  } catch {
    // Told below, like a cursor that decodes to something else.
  }
  throw new ApiError(400, 'invalid-cursor', 'cursor: this is not one that a page of ours ended with', 'cursor');
}
