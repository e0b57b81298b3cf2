/** The same pieces from the labs’ solutions. */
export { catchUp, recover } from '../21-survive-a-restart/solution.ts';
export { controlApi, nextRun } from '../22-control-api/solution.ts';
export { doorkeeper, guard } from '../23-who-may-press-the-button/solution.ts';
export { boundedLabel, countRuns, rememberSuccess, timeRuns } from '../24-metrics-that-tell/solution.ts';
export { lookAndRemind } from '../25-page-a-human-once/solution.ts';
export { preview } from '../26-preview-the-day/solution.ts';
export { prune } from '../27-keep-history-small/solution.ts';
