import { type Content, h, type VNode } from '../dom/h.ts';
import { formatCountdown } from '../format.ts';
import { foresee, type TriggerDraft } from '../forms/trigger-draft.ts';
import { selectInput, textInput } from './inputs.ts';
import { instant } from './parts.ts';

const KINDS = [
  ['every', 'Interval'],
  ['cron', 'Cron'],
  ['at', 'Once'],
] as const;

/** When a task is to run, and beside it when that would be. */
export function triggerEditor(
  draft: TriggerDraft,
  errors: Readonly<Record<string, string>>,
  now: number,
  onchange: (draft: TriggerDraft) => void,
): VNode {
  const seen = foresee(draft, Math.floor(now / 1_000) * 1_000);
  const problem = (field: string) =>
    errors[`trigger.${field}`] ?? (seen.error?.field === field ? seen.error.message : undefined);
  const text = (
    name: 'every' | 'expression' | 'timeZone' | 'date',
    label: string,
    field: string,
    hint?: string,
    more = {},
  ) =>
    textInput({ id: `trigger.${field}`, label, hint, error: problem(field), ...more }, draft[name], (value) =>
      onchange({ ...draft, [name]: value }),
    );
  const inputs: Record<TriggerDraft['kind'], () => Content> = {
    every: () => text('every', 'Every', 'ms', 'such as 30s, 5m or 1h30m'),
    at: () => text('date', 'At', 'date', 'in your own time zone', { type: 'datetime-local' }),
    cron: () => [
      text('expression', 'Expression', 'expression', 'minute hour day month weekday; seconds may stand before'),
      text('timeZone', 'Time zone', 'timeZone', 'such as UTC or Europe/Berlin', { list: 'zones' }),
      h(
        'datalist',
        { id: 'zones', key: 'zones' },
        zones().map((zone) => h('option', { value: zone })),
      ),
      policies(draft, onchange),
    ],
  };
  return h(
    'div',
    { class: 'trigger', key: 'trigger' },
    h(
      'div',
      null,
      selectInput({ id: 'trigger.kind', label: 'Kind' }, KINDS, draft.kind, (kind) =>
        onchange({ ...draft, kind: kind as TriggerDraft['kind'] }),
      ),
      inputs[draft.kind](),
    ),
    preview(seen, now),
  );
}

function policies(draft: TriggerDraft, onchange: (draft: TriggerDraft) => void): VNode {
  const change = (name: 'gap' | 'overlap') => (value: string) => onchange({ ...draft, [name]: value });
  return h(
    'details',
    { key: 'policies' },
    h('summary', null, 'When clocks change'),
    selectInput(
      { id: 'trigger.gap', label: 'A time that does not exist' },
      [
        ['shift', 'run right after the gap'],
        ['skip', 'leave it out'],
      ],
      draft.gap,
      change('gap'),
    ),
    selectInput(
      { id: 'trigger.overlap', label: 'An hour that comes twice' },
      [
        ['wildcard', 'fixed times once, wildcards twice'],
        ['both', 'run twice'],
        ['once', 'run once'],
      ],
      draft.overlap,
      change('overlap'),
    ),
  );
}

function preview({ runs, words, error }: ReturnType<typeof foresee>, now: number): VNode {
  return h(
    'div',
    { class: 'preview', 'aria-live': 'polite', key: 'preview' },
    h('p', { class: 'title' }, 'Next runs'),
    words !== null && h('p', { class: 'quiet', key: 'words' }, words),
    error !== null
      ? h('p', { class: 'quiet', key: 'error' }, 'Shown as soon as the trigger can be read.')
      : runs.length === 0
        ? h('p', { class: 'error', key: 'none' }, 'It would never run again.')
        : h(
            'ol',
            { class: 'bare', key: 'runs' },
            runs.map((at, place) => row(at, place, now)),
          ),
  );
}

/** The distance of the first one only: five counters would talk all the time. */
function row(at: number, place: number, now: number): VNode {
  const iso = new Date(at).toISOString();
  return h(
    'li',
    { key: String(place) },
    instant(iso, now),
    place === 0 && h('span', { class: 'quiet', 'aria-hidden': 'true' }, ` ${formatCountdown(iso, now)}`),
  );
}

let known: string[] | undefined;
function zones(): string[] {
  known ??= ['UTC', ...Intl.supportedValuesOf('timeZone')];
  return known;
}
