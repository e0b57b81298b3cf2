import { expect, test } from 'vitest';
import { lazySubject } from './subject.ts';

test('a subject gives what its file exports', () => {
  expect(lazySubject(() => ({ every: 5 })).every).toBe(5);
});

test('an export that is missing is named, with the way back', () => {
  const subject = lazySubject<{ every?: () => void }>(() => ({}));
  expect(() => subject.every).toThrow('does not export "every"');
  expect(() => subject.every).toThrow('npm run reset');
});

test('a file that failed to load fails whoever reads it, not whoever holds it', () => {
  const subject = lazySubject<{ every?: () => void }>(() => new Error('broken file'));
  expect(() => subject.every).toThrow('broken file');
});
