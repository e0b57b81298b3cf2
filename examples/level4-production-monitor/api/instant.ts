import { ApiError } from './problem.ts';

/** What comes after has more than four digits of a year, and the schemas of our own answers would refuse it. */
const LAST_INSTANT = Date.parse('9999-12-31T23:59:59.999Z');

/** An instant that passed its schema. A leap second, or a zone in hours alone, does so and is still none to JavaScript. */
export function readInstant(text: string, field: string): number {
  const instant = Date.parse(text);
  if (instant <= LAST_INSTANT) return instant;
  throw new ApiError(400, 'invalid-request', `${field}: expected an instant such as 2027-01-31T09:00:00Z`, field);
}
