import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findCapstones, pickCapstone } from './find.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'clockwork-capstones-'));
  for (const level of ['level1', 'level3', 'queue']) {
    mkdirSync(join(root, 'exercises', level, 'capstone'), { recursive: true });
    if (level !== 'level1') writeFileSync(join(root, 'exercises', level, 'capstone/capstone.ts'), '');
  }
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('capstones are named after their level', () => {
  expect(findCapstones(root).map(({ name }) => name)).toEqual(['capstone-3', 'capstone-queue']);
});

test('a capstone is picked by its name or by what tells it from the others', () => {
  const capstones = findCapstones(root);
  expect(pickCapstone(capstones, 'capstone-3').file).toBe(join(root, 'exercises/level3/capstone/capstone.ts'));
  expect(pickCapstone(capstones, 'queue').name).toBe('capstone-queue');
});

test('without a name the capstones are listed, and a misspelt one gets the nearest', () => {
  const capstones = findCapstones(root);
  expect(() => pickCapstone(capstones, undefined)).toThrow('capstone-3 | capstone-queue');
  expect(() => pickCapstone(capstones, 'capston-3')).toThrow('The nearest: capstone-3');
});
