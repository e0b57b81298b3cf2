import type { ExecutionDetailJson } from '../../../api/schemas.ts';
import type { Actions } from '../actions.ts';
import { type Content, h, type VNode } from '../dom/h.ts';
import { formatDuration, plural } from '../format.ts';
import { hrefOf } from '../route.ts';
import type { State } from '../state/state.ts';
import { durationOf } from './history.ts';
import { adminButton, badge, empty, facts, instant, loaded } from './parts.ts';
import { table } from './table.ts';

const GOES_ON = new Set(['queued', 'running', 'retrying']);

export function executionView(state: State, act: Actions, id: string): VNode {
  const { value, error } = state.execution;
  const task = value?.task ?? id.split('@')[0]!;
  return h(
    'div',
    { key: `execution ${id}` },
    h(
      'p',
      { class: 'crumbs' },
      h('a', { href: hrefOf({ view: 'tasks' }) }, 'Tasks'),
      ' / ',
      h('a', { href: hrefOf({ view: 'task', id: task }) }, task),
    ),
    h('h1', { tabindex: -1 }, 'Execution'),
    h('p', { class: 'quiet id' }, id),
    loaded({ value: value?.id === id ? value : null, error }, (run) => page(state, act, run), act.reload),
  );
}

function page(state: State, act: Actions, run: ExecutionDetailJson): Content {
  const { id, status, note, error } = run;
  return [
    h(
      'div',
      { class: 'heading', key: 'heading' },
      h('p', { class: 'states' }, badge(status), note && h('span', { class: 'quiet' }, note)),
      GOES_ON.has(status) &&
        adminButton(state, {
          label: 'Cancel',
          kind: 'danger',
          describes: 'this execution',
          busy: state.busy.has(id),
          onclick: () => act.cancel(id),
        }),
    ),
    error && h('p', { class: 'problem', key: 'error' }, h('strong', null, error.name), `: ${error.message}`),
    details(state, run),
    log(state, run),
    attempts(state, run),
    h(
      'section',
      { key: 'result' },
      h('h2', null, 'Result'),
      h('pre', { tabindex: 0 }, JSON.stringify(run.result, null, 2)),
    ),
  ];
}

function details({ now }: State, run: ExecutionDetailJson): VNode {
  return facts(
    ['Slot', instant(run.slot, now)],
    ['Cause', run.cause],
    ['Started', instant(run.startedAt, now)],
    ['Finished', instant(run.finishedAt, now)],
    ['Duration', formatDuration(durationOf(run, now))],
    ['Late by', formatDuration(run.latenessMs)],
    ['Node', run.node],
  );
}

function log({ now }: State, { log, status }: ExecutionDetailJson): VNode {
  return h(
    'section',
    { key: 'log', 'aria-labelledby': 'log' },
    h('h2', { id: 'log' }, 'Log'),
    log.length > 0
      ? h(
          'ol',
          { class: 'log', tabindex: 0, 'aria-label': `Log, ${plural(log.length, 'line')}` },
          log.map(({ at, message }, line) => h('li', { key: String(line) }, instant(at, now), ' ', message)),
        )
      : empty(GOES_ON.has(status) ? 'Nothing logged so far' : 'It logged nothing'),
  );
}

function attempts({ now }: State, { attempts }: ExecutionDetailJson): Content {
  if (attempts.length === 0) return null;
  const columns = [
    { title: 'Attempt', numeric: true, cell: ({ attempt }: Attempt) => attempt },
    { title: 'Outcome', cell: ({ outcome }: Attempt) => badge(outcome) },
    { title: 'Started', cell: ({ startedAt }: Attempt) => instant(startedAt, now) },
    { title: 'Duration', numeric: true, cell: ({ durationMs }: Attempt) => formatDuration(durationMs) },
    { title: 'Why', cell: ({ error }: Attempt) => error?.message ?? '' },
  ];
  return h(
    'section',
    { key: 'attempts' },
    h('h2', null, 'Attempts'),
    table('Attempts', columns, attempts, ({ attempt }) => String(attempt)),
  );
}

type Attempt = ExecutionDetailJson['attempts'][number];
