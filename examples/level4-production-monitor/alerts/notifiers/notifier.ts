import type { Alert, Notice } from '../transition.ts';

/** Somewhere an alert is told. A notifier that fails is reported; it stops neither the others nor the monitor. */
export interface Notifier {
  readonly name: string;
  notify(alert: Alert, notice: Notice): Promise<void>;
}

const WORDS: Record<Notice, string> = { opened: 'ALERT', reminder: 'STILL', closed: 'OK' };

/** One line that says it all, for logs and for subjects. */
export function headline(alert: Alert, notice: Notice): string {
  return `${WORDS[notice]} ${alert.task ?? 'monitor'}: ${alert.rule}: ${alert.message}`;
}
