/** The rungs of a lab's hints.md, by task number: `## Task 1` and under it a numbered list. */
export function parseHints(text: string): Map<number, string[]> {
  const tasks = new Map<number, string[]>();
  let rungs: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const task = /^##\s+Task (\d+)/.exec(line);
    const rung = /^\d+\.\s+(.*)$/.exec(line);
    if (task) {
      rungs = [];
      tasks.set(Number(task[1]), rungs);
    } else if (rung) {
      rungs.push(rung[1] ?? '');
    } else if (rungs.length > 0 && line.trim() !== '') {
      // Whatever stands below a rung belongs to it: a fence of code, another paragraph.
      rungs.push(`${rungs.pop()}\n${line.replace(/^ {3}/, '')}`);
    }
  }
  return tasks;
}

export interface Hint {
  readonly task: number;
  /** Counted from one. */
  readonly rung: number;
  readonly of: number;
  readonly text: string;
  /** It was shown before: there is no rung above it. */
  readonly last: boolean;
}

/** The next rung of a task's ladder; at the top, the top again. */
export function nextHint(hints: Map<number, string[]>, task: number, shown: number): Hint | undefined {
  const rungs = hints.get(task) ?? [];
  const rung = Math.min(shown + 1, rungs.length);
  const text = rungs[rung - 1];
  return text === undefined ? undefined : { task, rung, of: rungs.length, text, last: rung === rungs.length };
}
