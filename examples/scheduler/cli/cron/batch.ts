import { type Direction, type Refusal, type Request, refusalOf, runsFor } from './request.ts';
import { RequestError } from './request-error.ts';

/** One JSON object in, one out: `{"runs":[…]}` or `{"error":{…}}`. A bad line is answered like any other. */
export function answerLine(line: string, direction: Direction, now: number): string {
  return JSON.stringify(answer(line, direction, now));
}

function answer(line: string, direction: Direction, now: number): { runs: string[] } | { error: Refusal } {
  try {
    const runs = runsFor(readRequest(line), direction, now);
    return { runs: runs.map((run) => new Date(run).toISOString()) };
  } catch (error) {
    return { error: refusalOf(error) };
  }
}

function readRequest(line: string): Request {
  let request: unknown;
  try {
    request = JSON.parse(line);
  } catch (error) {
    throw new RequestError('json', 'line', `the line is not JSON: ${(error as Error).message}`);
  }
  if (typeof request === 'object' && request !== null && !Array.isArray(request)) return request as Request;
  throw new RequestError('type', 'line', 'the line holds no JSON object: expected {"expr":"…","from":"…","zone":"…"}');
}

/** Answers every line of the input, in order, a bundle at a time: a write for each would cost more than its answer. */
export async function* answerLines(lines: AsyncIterable<string>, direction: Direction, now: () => number) {
  let bundle = '';
  for await (const line of lines) {
    bundle += `${answerLine(line, direction, now())}\n`;
    if (bundle.length < BUNDLE_LENGTH) continue;
    yield bundle;
    bundle = '';
  }
  if (bundle) yield bundle;
}

const BUNDLE_LENGTH = 64 * 1024;
