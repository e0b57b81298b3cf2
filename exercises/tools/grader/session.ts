import type { LabEntry } from './catalogue.ts';
import { Host } from './host.ts';
import type { Outcome } from './run.ts';
import { judgeLab, judgeTask, type LabVerdict } from './verdict.ts';

/** One lab and the files to grade as its subject. */
export interface GradeRequest {
  readonly entry: LabEntry;
  /** Absolute paths. */
  readonly subjects: readonly string[];
}

export interface GradeOptions {
  /** How often every subject is graded; flakes show from a few dozen on. */
  readonly rounds?: number | undefined;
  readonly seed?: number | undefined;
}

export interface Question {
  readonly requests: readonly GradeRequest[];
  readonly options: GradeOptions;
}

export interface Grader {
  grade(requests: readonly GradeRequest[], options?: GradeOptions): Promise<LabVerdict[]>;
  /** What is being graded ends unfinished. */
  close(): Promise<void>;
}

/**
 * Grades in a process kept warm. When a subject blocks it or ends it, that process is thrown away, the verdict on that
 * subject is "unknown", and labs that had not had their turn get it in a new one.
 */
export function openGrader({ workers = 2 }: { workers?: number } = {}): Grader {
  let host: Host | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let closed = false;

  async function gradeOnce(requests: readonly GradeRequest[], options: GradeOptions): Promise<readonly Outcome[]> {
    host ??= new Host(workers);
    const outcomes = await host.ask({ requests, options });
    if (outcomes?.every(({ ended }) => ended)) return outcomes;
    host?.kill();
    host = undefined;
    return outcomes ?? requests.map((request) => ({ verdicts: request.subjects.map(diedOver(request)), ended: false }));
  }

  async function grade(requests: readonly GradeRequest[], options: GradeOptions): Promise<LabVerdict[]> {
    const outcomes = [...(await gradeOnce(requests, options))];
    for (const [index, request] of requests.entries()) {
      const again = !closed && requests.length > 1 && !outcomes[index]?.ended;
      if (again) outcomes[index] = (await gradeOnce([request], options))[0]!;
    }
    return outcomes.flatMap(({ verdicts }) => verdicts);
  }

  return {
    grade(requests, options = {}) {
      const result = turn.then(() => grade(requests, options));
      turn = result.catch(() => {});
      return result;
    },
    async close() {
      closed = true;
      host?.kill();
      host = undefined;
    },
  };
}

function diedOver({ entry }: GradeRequest): (path: string) => LabVerdict {
  const message = 'the code ended the process that graded it, so nobody saw what else it would have done';
  const task = judgeTask('The whole lab', [{ name: 'the grade comes to an end', state: 'unknown', message }]);
  return (path) => judgeLab(entry.lab, path, [task]);
}
