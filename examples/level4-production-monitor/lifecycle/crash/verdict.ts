import type { Alert } from '../../alerts/transition.ts';
import type { Entry, Setting } from './plan.ts';

/** Every life finds the setting that was agreed to last, or one that was asked for since and never answered. */
export function forgotten(notebook: readonly Entry[]): string[] {
  let possible: string[] = [];
  return notebook.flatMap((entry) => {
    if (!('setting' in entry)) return [];
    const setting = written(entry.setting);
    const wrong = entry.kind === 'found' && possible.length > 0 && !possible.includes(setting);
    const expected = possible.join(' or ');
    possible = entry.kind === 'asked' ? [...possible, setting] : [setting];
    return wrong ? [`a life found ${setting}, expected ${expected}`] : [];
  });
}

/** Of the alerts about one thing, each opens after the one before it has closed. */
export function openedTwice(alerts: readonly Alert[]): string[] {
  return alerts.flatMap((alert) =>
    alerts
      .filter((other) => other !== alert && other.task === alert.task && other.rule === alert.rule)
      .filter(({ openedAt }) => openedAt >= alert.openedAt && openedAt < (alert.closedAt ?? Number.POSITIVE_INFINITY))
      .map(({ id }) => `${id} opened while ${alert.id} was open`),
  );
}

function written({ paused, ms }: Setting): string {
  return `${paused ? 'paused' : 'active'} every ${ms} ms`;
}
