import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ROOT } from '../grader/catalogue.ts';

/** The lint rule is the fence between rooms; a fence nobody has leaned on may be open. */
const scratch = mkdtempSync(join(tmpdir(), 'clockwork-rooms-'));
afterAll(() => rmSync(scratch, { recursive: true }));

describe('lint refuses an import that', () => {
  test.each([
    ['makes the scheduler depend on Node', 'examples/scheduler/x.ts', 'node:fs'],
    ['makes the scheduler depend on another room', 'examples/scheduler/x.ts', '../shared/shutdown.ts'],
    ['makes plumbing depend on a level', 'examples/shared/x.ts', '../level2-data-cleanup/app.ts'],
    ['reaches up a level', 'examples/level1-simple-timer/x.ts', '../level2-data-cleanup/app.ts'],
    ['reaches up two levels', 'examples/level2-data-cleanup/x.ts', '../level4-production-monitor/app.ts'],
    ['makes a track depend on the top level', 'examples/queue/x.ts', '../level4-production-monitor/app.ts'],
    ['makes an example depend on exercises', 'examples/level4-production-monitor/x.ts', '../../exercises/kit/index.ts'],
    ['lets a lab read an example', 'exercises/level1/01-first-tick/x.ts', '../../../examples/shared/shutdown.ts'],
    ['lets a lab read another lab', 'exercises/level1/01-first-tick/x.ts', '../../level1/03-drift/solution.ts'],
    ['lets a lab pass by the kit', 'exercises/level1/01-first-tick/x.ts', 'vitest'],
    ['makes the kit depend on plumbing', 'exercises/kit/x.ts', '../../examples/shared/shutdown.ts'],
  ])('%s', (_what, file, source) => {
    expect(lint(file, source)).toContain('noRestrictedImports');
  });

  test('and lets the ones through that the table allows', () => {
    expect(lint('examples/level3-distributed-coordinator/x.ts', '../shared/shutdown.ts')).toBe('');
    expect(lint('examples/scheduler/sql/x.ts', 'node:path')).toBe('');
    expect(lint('exercises/level1/01-first-tick/x.ts', '#kit')).toBe('');
  });
});

/** Lints one file of an otherwise empty tree under our rules; answers what it complained of. */
function lint(file: string, source: string): string {
  const rules = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'));
  writeFileSync(join(scratch, 'biome.json'), JSON.stringify({ ...rules, vcs: { enabled: false } }));
  mkdirSync(dirname(join(scratch, file)), { recursive: true });
  writeFileSync(join(scratch, file), `import { something } from '${source}';\n\nconsole.log(something);\n`);
  const biome = join(ROOT, 'node_modules/.bin/biome');
  const only = ['--only=style/noRestrictedImports', '--colors=off'];
  const { stdout, stderr, status } = spawnSync(biome, ['lint', ...only, file], { cwd: scratch, encoding: 'utf8' });
  return status === 0 ? '' : stdout + stderr;
}
