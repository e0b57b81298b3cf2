import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FRESH, labProgress, withHint } from './progress.ts';
import { ProgressStore } from './store.ts';

let folder: string;
let said: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clockwork-progress-'));
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (file = 'progress.json') => new ProgressStore((line) => said.push(line), join(folder, file));
const hint = (store: ProgressStore, rung: number) => store.update((progress) => withHint(progress, 'tick', 1, rung));

describe('The progress file', () => {
  test('may be missing: that is a fresh start, and nothing to talk about', () => {
    expect(open().read()).toEqual(FRESH);
    expect(said).toEqual([]);
  });

  test('is shared by terminals: what the one writes the other reads', () => {
    const [here, there] = [open(), open()];
    hint(here, 2);
    expect(labProgress(there.read(), 'tick').hints).toEqual({ 1: 2 });
  });

  test('leaves no half-written file beside it', () => {
    hint(open(), 1);
    expect(readdirSync(folder)).toEqual(['progress.json']);
  });

  test('is kept aside when it is damaged, and never written over', () => {
    writeFileSync(join(folder, 'progress.json'), '{"version":1,"labs":{"tick"');
    const store = open();
    hint(store, 1);
    const kept = readdirSync(folder).find((name) => name.startsWith('progress.unreadable-'));
    expect(readFileSync(join(folder, kept ?? ''), 'utf8')).toBe('{"version":1,"labs":{"tick"');
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('is damaged');
    expect(labProgress(open().read(), 'tick').hints).toEqual({ 1: 1 });
  });

  test('that cannot be written is said once, and progress goes on in memory', () => {
    writeFileSync(join(folder, 'file'), '');
    const store = open('file/progress.json');
    hint(store, 1);
    hint(store, 2);
    expect(labProgress(store.read(), 'tick').hints).toEqual({ 1: 2 });
    expect(said.filter((line) => line.includes('cannot be saved'))).toHaveLength(1);
  });

  test('that is read-only is replaced or reported, and stops nothing', () => {
    hint(open(), 1);
    chmodSync(join(folder, 'progress.json'), 0o444);
    const store = open();
    hint(store, 2);
    expect(labProgress(store.read(), 'tick').hints).toEqual({ 1: 2 });
  });
});
