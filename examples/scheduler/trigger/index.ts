import { refuse } from '../error.ts';
import { AtTrigger, at } from './at.ts';
import { CronTrigger, cron } from './cron.ts';
import { EveryTrigger, every } from './every.ts';
import type { Trigger, TriggerData } from './trigger.ts';

export { type AtData, at } from './at.ts';
export { type CronData, cron } from './cron.ts';
export { type EveryData, every } from './every.ts';
export type { Rule, Trigger, TriggerData } from './trigger.ts';

/** The rule for stored or received data; a trigger made by `every`, `cron` or `at` is its own. */
export function toTrigger(data: TriggerData): Trigger {
  if (data instanceof EveryTrigger || data instanceof CronTrigger || data instanceof AtTrigger) return data;
  switch (data?.kind) {
    case 'every':
      return every(data.ms, data.anchor === undefined ? {} : { anchor: data.anchor });
    case 'cron':
      return cron(data.expression, data);
    case 'at':
      return at(data.date);
    default:
      return refuse('invalid-trigger', 'trigger.kind', (data as { kind?: unknown })?.kind, "'every', 'cron' or 'at'");
  }
}

/** The same rule, written the same way. */
export function sameTrigger(one: TriggerData, other: TriggerData): boolean {
  return JSON.stringify(toTrigger(one)) === JSON.stringify(toTrigger(other));
}

/** In a few words, for lists and logs. */
export function describeTrigger(data: TriggerData): string {
  if (data.kind === 'every') return `every ${data.ms} ms`;
  if (data.kind === 'at') return `once at ${new Date(data.date).toISOString()}`;
  return `${data.expression} (${data.timeZone ?? 'UTC'})`;
}
