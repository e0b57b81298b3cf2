/** Your own, from the labs before. To see the capstone with exemplary ones, take `./solved-pieces.ts` instead. */
export { bury, jobOptions, PermanentError, processorOf } from '../34-retries-and-the-dead-letter/exercise.ts';
export { effectKey, once, type Refund } from '../37-exactly-once-effect/exercise.ts';
