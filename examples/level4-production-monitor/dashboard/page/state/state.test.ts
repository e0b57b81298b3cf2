import { describe, expect, it } from 'vitest';
import { anExecution, aTask } from '../testing.ts';
import { announcements } from './announce.ts';
import { applyEvent } from './apply-event.ts';
import { countByHealth, filterTasks } from './filter.ts';
import { initialState, type State } from './state.ts';

const start = initialState(0, { view: 'tasks' });
const withTasks = (...tasks: ReturnType<typeof aTask>[]): State => ({ ...start, tasks: { value: tasks, error: null } });

describe('an event', () => {
  it('changes the task it is about, adds one that is new, and takes one away', () => {
    const one = applyEvent(withTasks(aTask()), 'task', aTask({ running: 1 }));
    expect(one.tasks.value).toEqual([aTask({ running: 1 })]);
    const two = applyEvent(one, 'task', aTask({ id: 'other' }));
    expect(two.tasks.value?.map(({ id }) => id)).toEqual(['report', 'other']);
    expect(applyEvent(two, 'task-removed', { id: 'report' }).tasks.value?.map(({ id }) => id)).toEqual(['other']);
  });

  it('puts an execution where its slot belongs, once, and only under the outcome that is asked for', () => {
    const early = anExecution({ slot: '2026-03-02T12:00:00.000Z' });
    const late = anExecution({ slot: '2026-03-02T13:00:00.000Z', status: 'running' });
    const shown = (status: string): State => ({
      ...start,
      history: { task: 'report', status, error: null, value: { items: [early], next: null } },
    });
    const added = applyEvent(applyEvent(shown(''), 'execution', late), 'execution', { ...late, status: 'failed' });
    expect(added.history.value?.items.map(({ status }) => status)).toEqual(['failed', 'success']);
    const filtered = applyEvent(shown('success'), 'execution', late);
    expect(filtered.history.value?.items).toEqual([early]);
    const other = applyEvent(shown(''), 'execution', anExecution({ task: 'other' }));
    expect(other.history.value?.items).toEqual([early]);
  });

  it('leaves an execution older than the pages that were read to the page it belongs to', () => {
    const value = { items: [anExecution({ slot: '2026-03-02T12:00:00.000Z' })], next: 'a cursor' };
    const shown: State = { ...start, history: { task: 'report', status: '', error: null, value } };
    expect(applyEvent(shown, 'execution', anExecution({ slot: '2026-03-01T12:00:00.000Z' }))).toBe(shown);
  });

  it('adds a line to the log of the execution on the page and to no other', () => {
    const value = { ...anExecution(), attempts: [], result: null, log: [] };
    const shown: State = { ...start, execution: { id: value.id, value, error: null } };
    const line = { at: '2026-03-02T12:00:01.000Z', message: '5 of 60 s' };
    expect(applyEvent(shown, 'log', { execution: value.id, ...line }).execution.value?.log).toEqual([line]);
    expect(applyEvent(shown, 'log', { execution: 'other', ...line })).toBe(shown);
  });

  it('that this page has no name for changes nothing', () => {
    expect(applyEvent(start, 'reset' as never, {} as never)).toBe(start);
  });
});

describe('what is read out', () => {
  it('is trouble and its end', () => {
    const [well, ill] = [withTasks(aTask()), withTasks(aTask({ health: 'failing' }))];
    expect(announcements(well, ill)).toEqual(['Task report is failing.']);
    expect(announcements(ill, well)).toEqual(['Task report is healthy again.']);
  });

  it('is not a run that went as planned', () => {
    expect(announcements(withTasks(aTask()), withTasks(aTask({ running: 1 })))).toEqual([]);
  });

  it('is a connection that was lost and found', () => {
    const live: State = { ...start, link: { state: 'live', since: 0 } };
    const lost: State = { ...start, link: { state: 'lost', since: 0 } };
    expect(announcements(live, lost)).toEqual(['Connection to the monitor lost.']);
    expect(announcements(lost, live)).toEqual(['Connected again.']);
  });
});

it('tasks are found by every word, in any order, and by health', () => {
  const tasks = [aTask({ id: 'b', health: 'failing' }), aTask({ id: 'a' }), aTask({ id: 'c', handler: 'slow' })];
  expect(filterTasks(tasks, { text: '', health: '' }).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(filterTasks(tasks, { text: 'EVERY slow', health: '' }).map(({ id }) => id)).toEqual(['c']);
  expect(filterTasks(tasks, { text: '', health: 'failing' }).map(({ id }) => id)).toEqual(['b']);
  expect(countByHealth(tasks)).toEqual({ failing: 1, healthy: 2 });
});
