/** Your own, from the labs before. To see the capstone with exemplary ones, take `./solved-pieces.ts` instead. */
export { catchUp, recover } from '../21-survive-a-restart/exercise.ts';
export { controlApi, nextRun } from '../22-control-api/exercise.ts';
export { doorkeeper, guard } from '../23-who-may-press-the-button/exercise.ts';
export { boundedLabel, countRuns, rememberSuccess, timeRuns } from '../24-metrics-that-tell/exercise.ts';
export { lookAndRemind } from '../25-page-a-human-once/exercise.ts';
export { preview } from '../26-preview-the-day/exercise.ts';
export { prune } from '../27-keep-history-small/exercise.ts';
