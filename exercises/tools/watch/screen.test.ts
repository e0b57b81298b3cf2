import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { paperLab, paperVerdict } from '../grader/testing.ts';
import { ProgressStore } from '../progress/store.ts';
import { Course } from './course.ts';
import { drawScreen, type View } from './screen.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clockwork-screen-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('The screen', () => {
  test.each([
    [80, 24],
    [120, 40],
    [40, 12],
  ])('fits %i by %i exactly, whatever it shows', async (width, height) => {
    const course = await gradedCourse();
    for (const page of ['lab', 'list', 'solution'] as const) {
      const lines = drawScreen(course, view({ page, solution: Array(90).fill('x '.repeat(90)) }), { width, height });
      expect(lines).toHaveLength(height);
      expect(Math.max(...lines.map((line) => [...stripVTControlCharacters(line)].length))).toBeLessThanOrEqual(width);
    }
  });

  test('shows the lab in hand, its first broken invariant, and every key', async () => {
    const text = await textOf({});
    for (const part of ['01 a', 'waits its turn', 'n next', 'h hint', 'q quit']) expect(text).toContain(part);
  });

  test('of a lab that is half done says how much, and what comes next', async () => {
    const text = await textOf(
      {},
      { 'Task 1: Wait': { 'waits its turn': 'passed' }, 'Task 2: Go': { goes: 'not started' } },
    );
    expect(text).toContain('01 a 1 of 2 tasks passed');
    expect(text).toContain('Go on with Task 2: Go.');
  });

  test('names the lab that is graded while another one is in hand', async () => {
    const course = await gradedCourse();
    course.grading = course.catalogue[1];
    const lines = drawScreen(course, view({}), { width: 80, height: 24 });
    expect(stripVTControlCharacters(lines.join('\n'))).toContain('grading 02 …');
  });

  test('shows a question instead of the keys, and warnings for good', async () => {
    const text = await textOf({ question: 'Really?', warnings: ['no file events'] });
    expect(text).toContain('Really? [y/N]');
    expect(text).not.toContain('n next');
    expect(text).toContain('! no file events');
  });

  test('keeps the chosen row of a long list in sight', async () => {
    const course = await gradedCourse(60);
    const lines = drawScreen(course, view({ page: 'list', cursor: 59 }), { width: 80, height: 24 });
    expect(lines.some((line) => line.includes('›'))).toBe(true);
  });
});

type Tasks = Parameters<typeof paperVerdict>[1];

const view = (part: Partial<View>): View => ({
  page: 'lab',
  scroll: 0,
  cursor: 0,
  notice: [],
  warnings: [],
  solution: [],
  question: undefined,
  site: undefined,
  ...part,
});

const FAILED: Tasks = { 'Task 1': { 'waits its turn': 'failed' } };

async function textOf(part: Partial<View>, tasks = FAILED): Promise<string> {
  const lines = drawScreen(await gradedCourse(2, tasks), view(part), { width: 80, height: 24 });
  return stripVTControlCharacters(lines.join('\n'));
}

async function gradedCourse(labs = 2, tasks = FAILED): Promise<Course> {
  const names = ['a', 'b', ...Array.from({ length: labs - 2 }, (_, index) => `lab-${index}`)];
  const catalogue = names.map((name, index) => paperLab(`level1/${String(index + 1).padStart(2, '0')}-${name}`));
  const store = new ProgressStore(() => {}, join(folder, 'progress.json'));
  const verdict = paperVerdict(catalogue[0]!, tasks);
  const course = new Course({ catalogue, store, grader: { grade: async () => [verdict], close: async () => {} } });
  const graded = new Promise<void>((resolve) => course.onChange((entry) => entry && resolve()));
  course.grade([catalogue[0]!]);
  await graded;
  return course;
}
