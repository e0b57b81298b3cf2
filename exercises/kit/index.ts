/** Everything a lab's check is written with; the exercises import their ports and `todo` from here too. */
export { default as fc } from 'fast-check';
export { expect, test } from 'vitest';
export { type Clock, LONGEST_DELAY_MS, type Timer } from '../../examples/scheduler/clock/clock.ts';
export { sleep } from '../../examples/scheduler/clock/sleep.ts';
export { ClockStuckError, VirtualClock } from '../../examples/scheduler/clock/virtual-clock.ts';
export { type Random, seededRandom } from '../../examples/scheduler/random.ts';
export { check, task } from './check.ts';
export { type FakeTimers, fakeTimers } from './fake-timers.ts';
export type { Fault } from './faults/index.ts';
export type { HistoryEvent } from './history/index.ts';
export { defineLab, type Lab, type WrongSolution } from './manifest.ts';
export { type Node, onNodes, type Redis, type StoryOptions } from './nodes.ts';
export { holdsForAll } from './property.ts';
export {
  type BackoffOptions,
  type FlowJob,
  type Flows,
  type JobCounts,
  type JobOptions,
  type JobQueue,
  type JobScheduler,
  type JobState,
  type JobTemplate,
  type ListConnection,
  ListServer,
  type ModelWorker,
  ProcessClock,
  type Processor,
  type QueueJob,
  QueueModel,
  type RepeatOptions,
  UnrecoverableError,
} from './queue-model/index.ts';
export { Timeline } from './timeline.ts';
export { TodoError, todo } from './todo.ts';
