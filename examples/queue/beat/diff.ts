/** A schedule as Redis holds it, or as the table wants it: where it is, and one text that changes when it does. */
export interface Registered {
  readonly name: string;
  readonly queue: string;
  readonly fingerprint: string;
}

export interface Difference<Wanted extends Registered> {
  readonly added: readonly Wanted[];
  readonly changed: readonly Wanted[];
  readonly unchanged: readonly Wanted[];
  readonly removed: readonly Registered[];
}

/** What must happen to `present` for it to become `wanted`. A schedule that moved to another queue is removed and added. */
export function difference<Wanted extends Registered>(
  wanted: readonly Wanted[],
  present: readonly Registered[],
): Difference<Wanted> {
  const place = ({ queue, name }: Registered) => `${queue}\n${name}`;
  const now = new Map(present.map((schedule) => [place(schedule), schedule]));
  const kept = new Set(wanted.map(place));
  const state = (schedule: Wanted) => {
    const found = now.get(place(schedule));
    if (!found) return 'added';
    return found.fingerprint === schedule.fingerprint ? 'unchanged' : 'changed';
  };
  return {
    added: wanted.filter((schedule) => state(schedule) === 'added'),
    changed: wanted.filter((schedule) => state(schedule) === 'changed'),
    unchanged: wanted.filter((schedule) => state(schedule) === 'unchanged'),
    removed: present.filter((schedule) => !kept.has(place(schedule))),
  };
}
