import type { BackfillDraft } from './forms/backfill-draft.ts';
import type { TaskDraft } from './forms/task-draft.ts';
import type { TriggerDraft } from './forms/trigger-draft.ts';
import type { Route } from './route.ts';

/** Everything a reader can do. Views call these; `main.ts` puts the real ones behind them, a test its own. */
export interface Actions {
  go(route: Route): void;
  reload(): void;
  filter(change: { text?: string; health?: string }): void;

  run(task: string): void;
  pause(task: string): void;
  resume(task: string): void;
  askReschedule(task: string): void;
  draftReschedule(draft: TriggerDraft): void;
  reschedule(): void;
  askBackfill(task: string): void;
  draftBackfill(draft: BackfillDraft): void;
  backfill(): void;
  askDelete(task: string): void;
  remove(task: string): void;
  closeDialog(): void;

  draftTask(key: string, draft: TaskDraft): void;
  chooseHandler(key: string, handler: string): void;
  createTask(): void;
  saveTask(id: string): void;

  cancel(execution: string): void;
  historyStatus(status: string): void;
  olderHistory(): void;

  timelineHours(hours: number): void;
  statsHours(hours: number): void;
  acknowledge(alert: string): void;

  offerToken(token: string): void;
  chooseTheme(): void;
  dismiss(toast: number): void;
}
