import { describe, expect, it } from 'vitest';
import type { Actions } from '../actions.ts';
import { findAll, h, textOf } from '../dom/h.ts';
import { newTriggerDraft } from '../forms/trigger-draft.ts';
import { initialState, type State } from '../state/state.ts';
import { aTask } from '../testing.ts';
import { shell } from './shell.ts';
import { strip } from './strip.ts';

const noon = Date.parse('2026-03-02T12:00:00Z');
const start = initialState(noon, { view: 'tasks' });
const called: string[] = [];
const act = new Proxy({} as Actions, {
  get:
    (_, name) =>
    (...values: unknown[]) =>
      called.push(`${String(name)} ${values.join(' ')}`.trim()),
});
const page = (change: Partial<State>) => h('body', null, shell({ ...start, ...change }, act));
const tasks = (...list: ReturnType<typeof aTask>[]) => ({ tasks: { value: list, error: null } });

describe('the list of tasks', () => {
  it('says that it is loading, that there is nothing, or what went wrong', () => {
    expect(textOf(page({}))).toContain('Loading…');
    expect(textOf(page(tasks()))).toContain('No tasks yet');
    const failed = page({ tasks: { value: null, error: 'The monitor does not answer.' } });
    expect(textOf(failed)).toContain('The monitor does not answer. Try again');
  });

  it('keeps old figures beside a new error', () => {
    const text = textOf(page({ tasks: { value: [aTask()], error: 'The monitor does not answer.' } }));
    expect(text).toContain('The monitor does not answer.');
    expect(text).toContain('report');
  });

  it('counts down to the next run, unless the task is paused', () => {
    const nextAt = '2026-03-02T12:00:42Z';
    expect(textOf(page(tasks(aTask({ nextAt }))))).toContain('in 42 s');
    expect(textOf(page(tasks(aTask({ nextAt, paused: true }))))).not.toContain('in 42 s');
  });

  it('offers an action to the admin, and to a viewer its reason', () => {
    const pause = (state: Partial<State>) =>
      findAll(
        page({ ...tasks(aTask()), ...state }),
        ({ tag, children }) => tag === 'button' && children[0] === 'Pause',
      )[0]!;
    (pause({ role: 'admin' }).props.onclick as () => void)();
    expect(called).toEqual(['pause report']);
    expect(pause({ role: 'viewer' }).props).not.toHaveProperty('onclick');
    expect(pause({ role: 'viewer' }).props['aria-label']).toContain('takes the admin token');
  });
});

it('a dialog says why it was not done, also where no input is to blame', () => {
  const errors = { id: 'there is no task "report"' };
  for (const dialog of [
    { kind: 'delete', task: 'report' },
    { kind: 'reschedule', task: 'report', draft: newTriggerDraft('UTC') },
  ] as const) {
    expect(textOf(page({ dialog, errors }))).toContain('there is no task "report"');
  }
});

it('a form for a task that there is not says so', () => {
  const loaded = { handlers: { value: [], error: null }, route: { view: 'edit', id: 'report' } } as const;
  expect(textOf(page(loaded))).toContain('Loading…');
  expect(textOf(page({ ...loaded, ...tasks() }))).toContain('There is no task report');
});

describe('the frame', () => {
  it('says since when figures are old, and greys them', () => {
    const lost = page({ ...tasks(aTask()), link: { state: 'lost', since: noon - 65_000 } });
    expect(textOf(lost)).toContain('Connection lost.');
    expect(textOf(lost)).toContain('1 min 5 s ago');
    expect(findAll(lost, ({ tag }) => tag === 'main')[0]?.props.class).toBe('old');
  });

  it('passes on why the monitor is not ready', () => {
    expect(textOf(page({ ready: { ready: false, reason: 'the database is away' } }))).toContain('the database is away');
  });

  it('shows where the reader is, also to who cannot see it', () => {
    const here = findAll(page({ route: { view: 'alerts' } }), ({ props }) => props['aria-current'] === 'page');
    expect(here.map(textOf)).toEqual(['Alerts']);
  });
});

it('a strip of runs has a text for the whole and for each bar, and one of them for Tab', () => {
  const runs = (['success', 'failed', 'success'] as const).map((status, at) => ({
    id: `report@${at}`,
    status,
    slot: '2026-03-02T12:00:00Z',
    durationMs: 40,
  }));
  const node = strip(runs);
  expect(node.props['aria-label']).toBe('Last 3 runs: 2 success, 1 failed');
  const bars = findAll(node, ({ tag }) => tag === 'a');
  expect(bars.map(({ props }) => props.tabindex)).toEqual([-1, -1, 0]);
  expect(bars[1]?.props['aria-label']).toMatch(/^failed, .+ 40 ms$/);
  expect(strip(runs), 'the same runs are not drawn twice').toBe(node);
});
