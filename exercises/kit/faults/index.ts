export { FAULT_KINDS, FAULT_WORDS, type Fault, type FaultKind } from './fault.ts';
export { type FaultOptions, faultSchedule } from './schedule.ts';
