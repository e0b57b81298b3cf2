import type { ExecutionJson, StreamEvents } from '../../../api/schemas.ts';
import type { State } from './state.ts';

const MOST_LOG_LINES = 2_000;

/** What the page knows after one event of the stream. Pure; what it does not show it leaves as it is. */
export function applyEvent<N extends keyof StreamEvents>(state: State, name: N, data: StreamEvents[N]): State {
  const change = appliers[name];
  return change ? change(state, data) : state;
}

const appliers: { [N in keyof StreamEvents]: (state: State, data: StreamEvents[N]) => State } = {
  task: (state, task) => {
    const { value } = state.tasks;
    if (!value) return state;
    const known = value.some(({ id }) => id === task.id);
    const items = known ? value.map((one) => (one.id === task.id ? task : one)) : [...value, task];
    return { ...state, tasks: { ...state.tasks, value: items } };
  },

  'task-removed': (state, { id }) => {
    const value = state.tasks.value?.filter((task) => task.id !== id) ?? null;
    return { ...state, tasks: { ...state.tasks, value } };
  },

  execution: (state, execution) => withTimeline(withDetail(withHistory(state, execution), execution), execution),

  log: (state, { execution, at, message }) => {
    const { value } = state.execution;
    if (value?.id !== execution) return state;
    const log = [...value.log, { at, message }].slice(-MOST_LOG_LINES);
    return { ...state, execution: { ...state.execution, value: { ...value, log } } };
  },

  alert: (state, alert) => {
    const { value } = state.alerts;
    if (!value) return state;
    const others = value.filter(({ id }) => id !== alert.id);
    return { ...state, alerts: { ...state.alerts, value: [alert, ...others] } };
  },

  ready: (state, ready) => ({ ...state, ready }),
};

function withHistory(state: State, execution: ExecutionJson): State {
  const { history } = state;
  if (!history.value || history.task !== execution.task) return state;
  const { items: known, next } = history.value;
  const isOlder = known.every(({ id, slot }) => id !== execution.id && slot > execution.slot);
  // What is older than the pages that were read belongs to a later page.
  if (isOlder && next !== null) return state;
  const fits = history.status === '' || history.status === execution.status;
  const items = upsert(known, execution).filter((one) => one.id !== execution.id || fits);
  return { ...state, history: { ...history, value: { ...history.value, items } } };
}

/** The latest slot first, as the API lists them. */
function upsert(items: readonly ExecutionJson[], execution: ExecutionJson): ExecutionJson[] {
  if (items.some(({ id }) => id === execution.id)) {
    return items.map((one) => (one.id === execution.id ? execution : one));
  }
  const at = items.findIndex(({ slot }) => slot <= execution.slot);
  return items.toSpliced(at < 0 ? items.length : at, 0, execution);
}

function withDetail(state: State, execution: ExecutionJson): State {
  const { value } = state.execution;
  if (value?.id !== execution.id) return state;
  return { ...state, execution: { ...state.execution, value: { ...value, ...execution } } };
}

function withTimeline(state: State, execution: ExecutionJson): State {
  const { value } = state.timeline;
  if (!value) return state;
  const past = upsert(value.past, execution);
  return { ...state, timeline: { ...state.timeline, value: { ...value, past } } };
}
