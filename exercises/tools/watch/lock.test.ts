import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockCourse } from './lock.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clockwork-lock-'));
  file = join(folder, 'course.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a second course is refused, and told where the first one runs', () => {
  const lock = lockCourse(file);
  expect(() => lockCourse(file)).toThrow(`already running, in another terminal (process ${process.pid})`);
  lock.release();
  expect(existsSync(file)).toBe(false);
});

test('a lock whose process is gone is taken over', () => {
  writeFileSync(file, '999999999');
  lockCourse(file).release();
});

test('a lock nobody touched for long is taken over, even if its process id was given to another', () => {
  writeFileSync(file, String(process.ppid));
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(file, longAgo, longAgo);
  const lock = lockCourse(file);
  expect(readFileSync(file, 'utf8')).toBe(String(process.pid));
  lock.release();
});

test('a damaged lock stops nobody', () => {
  writeFileSync(file, 'what is this');
  lockCourse(file).release();
});

test('where nothing can be written, the course runs without a lock', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => lockCourse(join(folder, 'file/course.lock')).release()).not.toThrow();
});
