import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LabEntry } from '../grader/catalogue.ts';
import type { Grader } from '../grader/session.ts';
import { paperLab, paperVerdict } from '../grader/testing.ts';
import type { State } from '../grader/verdict.ts';
import { labProgress } from '../progress/progress.ts';
import { ProgressStore } from '../progress/store.ts';
import { Course } from './course.ts';

let folder: string;
let catalogue: LabEntry[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clockwork-course-'));
  catalogue = ['level1/01-a', 'level1/02-b', 'level1/03-c'].map((name) => {
    const entry = { ...paperLab(name), folder: join(folder, name) };
    mkdirSync(entry.folder, { recursive: true });
    save(entry, 'as handed out');
    return entry;
  });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('The course', () => {
  test('grades one save once, however often the editor reports it', async () => {
    const { course, grader, settled } = open();
    save(a(), 'attempt');
    await Promise.all([course.saved(a()), course.saved(a())]);
    await settled();
    await course.saved(a());
    await settled();
    expect(grader.graded).toEqual(['a']);
  });

  test('grades what was saved during a grade once, after it', async () => {
    const { course, grader, settled } = open();
    course.grade([a()]);
    save(a(), 'second');
    void course.saved(a());
    save(a(), 'third');
    void course.saved(a());
    await settled();
    expect(grader.graded).toEqual(['a', 'a']);
  });

  test('takes what is saved before what waits for a check of all', async () => {
    const { course, grader, settled } = open();
    course.grade(catalogue);
    save(catalogue[2]!, 'attempt');
    void course.saved(catalogue[2]!);
    await settled();
    expect(grader.graded.slice(0, 2)).toEqual(['a', 'c']);
  });

  test('turns to the lab that was saved', async () => {
    const { course, settled } = open();
    save(catalogue[1]!, 'attempt');
    await course.saved(catalogue[1]!);
    await settled();
    expect(course.current.lab.id).toBe('b');
  });

  test('keeps the verdict, and counts an attempt only for a change', async () => {
    const { course, store, settled } = open('failed');
    course.grade([a()]);
    await settled();
    expect(labProgress(store.read(), 'a')).toMatchObject({ state: 'in progress', attempts: 0 });
    save(a(), 'attempt');
    await course.saved(a());
    await settled();
    expect(labProgress(store.read(), 'a')).toMatchObject({ state: 'in progress', attempts: 1 });
  });

  test('goes on to the next lab that is not passed, round the end', async () => {
    const { course, settled } = open('passed');
    course.choose(catalogue[1]!);
    course.grade([catalogue[2]!]);
    await settled();
    expect(course.next()?.lab.id).toBe('a');
  });
});

test('a grader that does not start is shown in place of a verdict, and counts for nothing', async () => {
  const { course, grader, store, settled } = open();
  grader.grade = () => Promise.reject(new Error('The grader did not start'));
  course.grade([a()]);
  await settled();
  expect(course.verdictOf(a())?.problem).toBe('The grader did not start');
  expect(labProgress(store.read(), 'a').state).toBe('not started');
});

const a = () => catalogue[0]!;

function save(entry: LabEntry, text: string): void {
  writeFileSync(join(entry.folder, 'exercise.ts'), text);
}

/** A grader that says what it is told to; `settled` is when it has no more to do. */
function open(state: State = 'failed') {
  const grader = {
    graded: [] as string[],
    async grade(requests) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return requests.map(({ entry }) => {
        grader.graded.push(entry.lab.id);
        return paperVerdict(entry, { 'Task 1': { waits: state } });
      });
    },
    close: async () => {},
  } satisfies Grader & { graded: string[] } as Grader & { graded: string[] };
  const store = new ProgressStore(() => {}, join(folder, 'progress.json'));
  const course = new Course({ catalogue, store, grader });
  const settled = async () => {
    do await new Promise((resolve) => setTimeout(resolve, 10));
    while (course.grading);
  };
  return { course, grader, store, settled };
}
