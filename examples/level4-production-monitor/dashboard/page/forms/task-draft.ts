import type { TaskJson } from '../../../api/schemas.ts';
import type { HandlerJson } from '../state/state.ts';
import { type Draft, draftOf, readFields } from './field.ts';
import { optionFields } from './option-fields.ts';
import { fieldsOf } from './schema-fields.ts';
import { newTriggerDraft, readTrigger, type TriggerDraft, triggerDraftOf } from './trigger-draft.ts';

/** A task as it stands in the form. */
export interface TaskDraft {
  readonly id: string;
  readonly handler: string;
  readonly payload: Draft;
  readonly trigger: TriggerDraft;
  readonly options: Draft;
  readonly paused: boolean;
}

export function newTaskDraft(handlers: readonly HandlerJson[], zone: string): TaskDraft {
  const draft = { id: '', handler: '', payload: {}, trigger: newTriggerDraft(zone), options: {}, paused: false };
  return handlers[0] ? withHandler(draft, handlers[0]) : draft;
}

/** Another handler wants another payload: it starts from the handler's own example. */
export function withHandler(draft: TaskDraft, { name, payload, example }: HandlerJson): TaskDraft {
  return { ...draft, handler: name, payload: draftOf(fieldsOf(payload), example) };
}

export function taskDraftOf(task: TaskJson, handlers: readonly HandlerJson[], zone: string): TaskDraft {
  const handler = handlers.find(({ name }) => name === task.handler);
  return {
    id: task.id,
    handler: task.handler,
    payload: draftOf(fieldsOf(handler?.payload ?? {}), task.payload),
    trigger: triggerDraftOf(task.trigger, zone),
    options: draftOf(optionFields, task.options),
    paused: task.paused,
  };
}

export interface ReadTask {
  readonly body: Record<string, unknown>;
  /** By the names the API uses: `id`, `payload.hours`, `trigger.expression`, `options.timeoutMs`. */
  readonly errors: Record<string, string>;
}

export function readTask(draft: TaskDraft, handlers: readonly HandlerJson[]): ReadTask {
  const handler = handlers.find(({ name }) => name === draft.handler);
  const payload = readFields(fieldsOf(handler?.payload ?? {}), draft.payload);
  const options = readFields(optionFields, draft.options);
  const trigger = readTrigger(draft.trigger);
  const errors: Record<string, string> = {
    ...prefixed('payload', payload.errors),
    ...prefixed('options', options.errors),
  };
  if (!/^[a-z0-9][a-z0-9._-]{0,99}$/.test(draft.id)) errors.id = 'Small letters, digits, dots, dashes and underscores.';
  if ('error' in trigger) errors[`trigger.${trigger.error.field}`] = trigger.error.message;
  const body = {
    handler: draft.handler,
    payload: payload.value,
    trigger: 'trigger' in trigger ? trigger.trigger : null,
    options: options.value,
    paused: draft.paused,
  };
  return { body, errors };
}

/** Of what was refused, the part that has not been touched since. */
export function stillWrong(errors: ReadTask['errors'], before: TaskDraft, after: TaskDraft): ReadTask['errors'] {
  return Object.fromEntries(Object.entries(errors).filter(([field]) => at(before, field) === at(after, field)));
}

/** A trigger is judged as a whole, a payload by what its handler makes of it. */
function at(draft: TaskDraft, field: string): unknown {
  const [part = '', ...rest] = field.split('.');
  if (part === 'payload') return `${draft.handler} ${draft.payload[rest.join('.')]}`;
  return part === 'options' ? draft.options[rest.join('.')] : draft[part as keyof TaskDraft];
}

function prefixed(name: string, errors: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(errors).map(([field, message]) => [`${name}.${field}`, message]));
}
