import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createVitest, type TestModule, type Vitest } from 'vitest/node';
import { type LabEntry, ROOT } from './catalogue.ts';
import { collectVerdict } from './collect.ts';
import type { GradeOptions, GradeRequest } from './session.ts';
import { SUBJECT_MARK, subjectPlugin } from './subject-plugin.ts';
import type { LabVerdict } from './verdict.ts';

/** What came of one request. `ended` is false when the run was given up before this lab's check was through. */
export interface Outcome {
  readonly verdicts: LabVerdict[];
  readonly ended: boolean;
}

export interface Run {
  grade(requests: readonly GradeRequest[], options: GradeOptions): Promise<Outcome[]>;
}

/** No single test may take longer than its own timeout; a worker silent for this long is blocked. */
const SILENCE_MS = 8_000;
const TEST_TIMEOUT_MS = 5_000;

/** A vitest kept warm: the first grade pays for its start, the next ones only for the lab. */
export async function startRun(workers: number): Promise<Run> {
  const progress = new Progress();
  const vitest = await startVitest(workers, progress);
  let generation = 0;
  return {
    async grade(requests, { rounds = 1, seed = 4711 }) {
      generation++;
      const id = (entry: LabEntry, path: string) =>
        `${slashed(path)}${SUBJECT_MARK}lab=exercises/${entry.name}&v=${generation}`;
      const present = requests.filter(({ entry }) => existsSync(checkOf(entry)));
      const subjects = present.map(({ entry, subjects }) => [checkOf(entry), subjects.map((path) => id(entry, path))]);
      vitest.provide('subjects', Object.fromEntries(subjects));
      vitest.provide('rounds', rounds);
      vitest.provide('seed', seed);
      progress.forget();
      if (present.length > 0) await Promise.race([runFiles(vitest, present), progress.silence(SILENCE_MS)]);
      return requests.map(({ entry, subjects: paths }) => {
        const module = progress.modules.get(checkOf(entry));
        const ended = progress.ended.has(checkOf(entry)) || !present.some((request) => request.entry === entry);
        const verdicts = paths.map((path) => collectVerdict(entry, path, { module, subject: id(entry, path), ended }));
        return { verdicts, ended };
      });
    },
  };
}

async function runFiles(vitest: Vitest, requests: readonly GradeRequest[]): Promise<void> {
  const files = requests.map(({ entry }) => checkOf(entry));
  for (const file of files) vitest.invalidateFile(file);
  const project = vitest.getRootProject();
  await vitest.runTestSpecifications(files.map((file) => project.createSpecification(file)));
}

/** Vitest writes paths with `/` on every system. */
function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}

function checkOf(entry: LabEntry): string {
  return slashed(join(entry.folder, 'check.test.ts'));
}

/** What vitest has reported so far, and when it last did. */
class Progress {
  readonly modules = new Map<string, TestModule>();
  readonly ended = new Set<string>();
  #lastSign = 0;
  #watchdog: NodeJS.Timeout | undefined;

  forget(): void {
    this.modules.clear();
    this.ended.clear();
    this.sign();
  }

  sign(): void {
    this.#lastSign = performance.now();
  }

  collected(module: TestModule): void {
    this.modules.set(module.moduleId, module);
    this.sign();
  }

  end(module: TestModule): void {
    this.collected(module);
    this.ended.add(module.moduleId);
  }

  silence(ms: number): Promise<void> {
    clearInterval(this.#watchdog);
    return new Promise((resolve) => {
      this.#watchdog = setInterval(() => performance.now() - this.#lastSign > ms && resolve(), 250);
    });
  }
}

async function startVitest(workers: number, progress: Progress): Promise<Vitest> {
  const reporter = {
    onTestModuleCollected: (module: TestModule) => progress.collected(module),
    onTestCaseReady: () => progress.sign(),
    onTestCaseResult: () => progress.sign(),
    onTestModuleEnd: (module: TestModule) => progress.end(module),
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
      testTimeout: TEST_TIMEOUT_MS,
      dangerouslyIgnoreUnhandledErrors: true,
      passWithNoTests: true,
      silent: true,
    },
    { plugins: [subjectPlugin(ROOT)], logLevel: 'silent', clearScreen: false, server: { watch: null } },
  );
  await vitest.standalone();
  return vitest;
}
