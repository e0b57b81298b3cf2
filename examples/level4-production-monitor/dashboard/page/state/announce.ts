import type { State } from './state.ts';

/**
 * What a listener should hear of a change: trouble, its end, and the state of the connection. Runs that come and go
 * as planned are not read out; nobody could listen to that.
 */
export function announcements(before: State, after: State): string[] {
  const said: string[] = [];
  const old = new Map(before.tasks.value?.map((task) => [task.id, task.health]) ?? []);
  for (const { id, health } of after.tasks.value ?? []) {
    const was = old.get(id);
    if (was === undefined || was === health) continue;
    if (health === 'failing' || health === 'stale') said.push(`Task ${id} is ${health}.`);
    else if (health === 'healthy' && (was === 'failing' || was === 'stale')) said.push(`Task ${id} is healthy again.`);
  }
  const knownAlerts = new Set(before.alerts.value?.map(({ id }) => id));
  for (const { id, task, state, message } of (before.alerts.value && after.alerts.value) ?? []) {
    if (state === 'open' && !knownAlerts.has(id)) said.push(`Alert${task ? ` for ${task}` : ''}: ${message}.`);
  }
  if (before.link.state === 'live' && after.link.state === 'lost') said.push('Connection to the monitor lost.');
  if (before.link.state === 'lost' && after.link.state === 'live') said.push('Connected again.');
  return said;
}
