import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createVitest, type TestCase, type TestModule, type Vitest } from 'vitest/node';
import type { LabEntry } from './catalogue.ts';
import { ROOT } from './catalogue.ts';
import { collectVerdict } from './collect.ts';
import { SUBJECT_MARK, subjectPlugin } from './subject-plugin.ts';
import type { LabVerdict } from './verdict.ts';

/** One lab and the files to grade as its subject. */
export interface GradeRequest {
  readonly entry: LabEntry;
  /** Absolute paths. */
  readonly subjects: readonly string[];
}

export interface GradeOptions {
  /** How often every subject is graded; flakes show from a few dozen on. */
  readonly rounds?: number;
  readonly seed?: number;
}

export interface Grader {
  grade(requests: readonly GradeRequest[], options?: GradeOptions): Promise<LabVerdict[]>;
  close(): Promise<void>;
}

/**
 * A vitest kept warm: the first grade pays for its start, the next ones only for the lab. When a subject blocks its
 * worker in a way even the loop guard cannot see, that vitest is thrown away and the verdict is "unknown".
 */
export function openGrader({ workers = 2 }: { workers?: number } = {}): Grader {
  let warm: Promise<Run> | undefined;
  let generation = 0;
  return {
    async grade(requests, { rounds = 1, seed = 4711 } = {}) {
      const present = requests.filter(({ entry }) => existsSync(join(entry.folder, 'check.test.ts')));
      warm ??= startRun(workers);
      const run = await warm;
      generation++;
      const subjects = Object.fromEntries(
        present.map(({ entry, subjects }) => [
          join(entry.folder, 'check.test.ts'),
          subjects.map((path) => subjectId(entry, path, generation)),
        ]),
      );
      run.vitest.provide('subjects', subjects);
      run.vitest.provide('rounds', rounds);
      run.vitest.provide('seed', seed);
      const finished = present.length === 0 || (await run.start(Object.keys(subjects)));
      if (!finished) {
        warm = undefined;
        void run.close();
      }
      return requests.flatMap(({ entry, subjects: paths }) =>
        paths.map((path) =>
          collectVerdict(entry, path, {
            module: run.modules.get(join(entry.folder, 'check.test.ts')),
            subject: subjectId(entry, path, generation),
            finished,
          }),
        ),
      );
    },
    async close() {
      const run = await warm;
      warm = undefined;
      await run?.close();
    },
  };
}

function subjectId(entry: LabEntry, path: string, generation: number): string {
  return `${path}${SUBJECT_MARK}lab=exercises/${entry.name}&v=${generation}`;
}

interface Run {
  readonly vitest: Vitest;
  readonly modules: Map<string, TestModule>;
  /** Resolves to false when nothing had moved for too long. */
  start(files: readonly string[]): Promise<boolean>;
  close(): Promise<void>;
}

/** No single test may take longer than its own timeout; a worker silent for this long is blocked. */
const SILENCE_MS = 8_000;

async function startRun(workers: number): Promise<Run> {
  const modules = new Map<string, TestModule>();
  let lastSign = Date.now();
  const sign = () => {
    lastSign = Date.now();
  };
  const reporter = {
    onTestModuleCollected: (module: TestModule) => {
      modules.set(module.moduleId, module);
      sign();
    },
    onTestCaseReady: (_test: TestCase) => sign(),
    onTestCaseResult: (_test: TestCase) => sign(),
    onTestModuleEnd: (module: TestModule) => {
      modules.set(module.moduleId, module);
      sign();
    },
  };
  const vitest = await createVitest(
    'test',
    {
      config: false,
      root: ROOT,
      watch: false,
      include: ['exercises/*/*/check.test.ts'],
      reporters: [reporter],
      pool: 'threads',
      isolate: false,
      maxWorkers: workers,
      testTimeout: 5_000,
      teardownTimeout: 500,
      dangerouslyIgnoreUnhandledErrors: true,
      passWithNoTests: true,
      silent: true,
    },
    { plugins: [subjectPlugin(ROOT)], logLevel: 'silent', clearScreen: false, server: { watch: null } },
  );
  await vitest.standalone();
  return {
    vitest,
    modules,
    async start(files) {
      modules.clear();
      sign();
      const project = vitest.getRootProject();
      for (const file of files) vitest.invalidateFile(file);
      const run = vitest.runTestSpecifications(files.map((file) => project.createSpecification(resolve(file))));
      let watchdog: NodeJS.Timeout | undefined;
      const silence = new Promise<false>((done) => {
        watchdog = setInterval(() => Date.now() - lastSign > SILENCE_MS && done(false), 250);
      });
      try {
        return await Promise.race([run.then(() => true), silence]);
      } finally {
        clearInterval(watchdog);
      }
    },
    close: () => vitest.close(),
  };
}
