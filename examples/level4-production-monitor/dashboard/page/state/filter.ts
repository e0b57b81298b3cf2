import type { TaskJson } from '../../../api/schemas.ts';

/** Trouble first: in a long list the rows that need somebody are the ones to see. */
export const HEALTHS = ['failing', 'stale', 'healthy', 'new', 'paused'] as const;

export function filterTasks(tasks: readonly TaskJson[], filter: { text: string; health: string }): TaskJson[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return tasks
    .filter(({ health }) => filter.health === '' || health === filter.health)
    .filter((task) => {
      const text = `${task.id} ${task.handler} ${task.schedule}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => a.id.localeCompare(b.id));
}

export function countByHealth(tasks: readonly TaskJson[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { health } of tasks) counts[health] = (counts[health] ?? 0) + 1;
  return counts;
}
