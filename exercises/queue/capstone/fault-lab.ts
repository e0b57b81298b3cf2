/** What the capstone needs of the fault lab's parts; here is the one place where it reaches past the kit's front door. */
export { currentTest } from '../../kit/current-test.ts';
export { FAULT_WORDS, faultSchedule } from '../../kit/faults/index.ts';
export { checkHistory, formatVerdict, type Invariant, type Verdict } from '../../kit/history/index.ts';
export { shrinkFaults } from '../../kit/simulation/index.ts';
export { describeFault, EXIT_CODES } from '../../tools/chaos/report.ts';
