import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { paperLab } from '../grader/testing.ts';
import { ToolError } from '../grader/tool-error.ts';
import { resetLab } from './reset.ts';

test('a lab that cannot be written to is not reset, and says why in a sentence', () => {
  const entry = { ...paperLab('level1/01-first-tick'), folder: join(tmpdir(), 'clockwork-nobody-made-this') };
  const reset = () => resetLab(entry, new Date());
  expect(reset).toThrow(ToolError);
  expect(reset).toThrow('"first-tick" cannot be reset: ENOENT');
});
