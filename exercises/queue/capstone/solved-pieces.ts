/** The same pieces from the labs' solutions. */
export { bury, jobOptions, PermanentError, processorOf } from '../34-retries-and-the-dead-letter/solution.ts';
export { effectKey, once, type Refund } from '../37-exactly-once-effect/solution.ts';
