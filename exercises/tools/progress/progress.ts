import type { State, TaskVerdict } from '../grader/verdict.ts';

/** How far a learner has come, by lab id. The file is theirs: `npm run progress` exports and imports it. */
export interface Progress {
  readonly version: 1;
  /** The lab worked on last. */
  readonly current?: string;
  readonly labs: Readonly<Record<string, LabProgress>>;
}

export interface LabProgress {
  readonly state: Standing;
  /** ISO 8601. Stays when the file is changed again later. */
  readonly passedAt?: string;
  /** How many versions of the file were saved and graded in watch mode. */
  readonly attempts: number;
  /** For each task by its number, how many rungs were shown. */
  readonly hints: Readonly<Record<string, number>>;
  readonly solutionOpenedAt?: string;
}

/** A lab's state as a learner thinks of it. */
export type Standing = 'passed' | 'in progress' | 'not started';

export const FRESH: Progress = { version: 1, labs: {} };
const UNTOUCHED: LabProgress = { state: 'not started', attempts: 0, hints: {} };

export function labProgress(progress: Progress, id: string): LabProgress {
  return progress.labs[id] ?? UNTOUCHED;
}

/** Begun is a lab with anything in it that is neither passed nor still as it was handed out. */
export function standingOf(verdict: { readonly state: State; readonly tasks: readonly TaskVerdict[] }): Standing {
  if (verdict.state === 'passed') return 'passed';
  const untouched = verdict.state === 'not started' && verdict.tasks.every((task) => task.state === 'not started');
  return untouched ? 'not started' : 'in progress';
}

export function withGrade(progress: Progress, id: string, state: Standing, now: Date): Progress {
  const before = labProgress(progress, id);
  const passedAt = before.passedAt ?? (state === 'passed' ? now.toISOString() : undefined);
  return change(progress, id, { state, ...(passedAt && { passedAt }) });
}

/** A version of the file was saved and graded: this is the lab in hand. */
export function withAttempt(progress: Progress, id: string): Progress {
  const attempts = labProgress(progress, id).attempts + 1;
  return { ...change(progress, id, { attempts }), current: id };
}

export function withHint(progress: Progress, id: string, task: number, rung: number): Progress {
  return change(progress, id, { hints: { ...labProgress(progress, id).hints, [task]: rung } });
}

export function withSolutionOpened(progress: Progress, id: string, now: Date): Progress {
  const before = labProgress(progress, id);
  return change(progress, id, { solutionOpenedAt: before.solutionOpenedAt ?? now.toISOString() });
}

function change(progress: Progress, id: string, part: Partial<LabProgress>): Progress {
  return { ...progress, labs: { ...progress.labs, [id]: { ...labProgress(progress, id), ...part } } };
}

/** Says what is wrong with a text that should be progress, or reads it. */
export function parseProgress(text: string): Progress {
  const value: unknown = JSON.parse(text);
  if (!isRecord(value) || value.version !== 1 || !isRecord(value.labs)) {
    throw new Error('expected an object with "version": 1 and "labs"');
  }
  for (const [id, lab] of Object.entries(value.labs)) {
    if (!isLabProgress(lab)) throw new Error(`"${id}" is not the progress of a lab: ${JSON.stringify(lab)}`);
  }
  return value as unknown as Progress;
}

function isLabProgress(lab: unknown): boolean {
  if (!isRecord(lab)) return false;
  const states: unknown[] = ['passed', 'in progress', 'not started'] satisfies Standing[];
  const times = [lab.passedAt, lab.solutionOpenedAt];
  return (
    states.includes(lab.state) &&
    Number.isInteger(lab.attempts) &&
    isRecord(lab.hints) &&
    Object.values(lab.hints).every(Number.isInteger) &&
    times.every((time) => time === undefined || (typeof time === 'string' && !Number.isNaN(Date.parse(time))))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
