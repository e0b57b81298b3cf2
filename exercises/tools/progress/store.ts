import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../grader/catalogue.ts';
import { FRESH, type Progress, parseProgress } from './progress.ts';

export const PROGRESS_FILE = join(ROOT, '.clockwork/progress.json');

/**
 * Progress on disk. Several terminals write it, so every change reads it anew and replaces it in one step. Nothing that
 * can be wrong with the file stops the course: it is said once, and progress is then kept in memory.
 */
export class ProgressStore {
  readonly #file: string;
  readonly #say: (line: string) => void;
  readonly #said = new Set<string>();
  #unsaved: Progress | undefined;

  constructor(say: (line: string) => void, file = PROGRESS_FILE) {
    this.#file = file;
    this.#say = say;
  }

  read(): Progress {
    if (this.#unsaved) return this.#unsaved;
    let text: string;
    try {
      text = readFileSync(this.#file, 'utf8');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT') this.#sayOnce(`Your progress in ${this.#file} cannot be read (${code}): starting afresh.`);
      return FRESH;
    }
    try {
      return parseProgress(text);
    } catch (error) {
      this.#setAside(error as Error);
      return FRESH;
    }
  }

  update(change: (progress: Progress) => Progress): void {
    const progress = change(this.read());
    const next = `${this.#file}.${process.pid}`;
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      writeFileSync(next, `${JSON.stringify(progress, null, 2)}\n`);
      renameSync(next, this.#file);
      this.#unsaved = undefined;
    } catch (error) {
      this.#unsaved = progress;
      const { code } = error as NodeJS.ErrnoException;
      this.#sayOnce(`Your progress cannot be saved to ${this.#file} (${code}). The course goes on without.`);
    }
  }

  /** A file nobody can read may still hold what somebody wants back. */
  #setAside(why: Error): void {
    const kept = `${this.#file.replace(/\.json$/, '')}.unreadable-${Date.now()}.json`;
    try {
      renameSync(this.#file, kept);
      this.#sayOnce(`${this.#file} is damaged (${why.message}). It is kept as ${kept}; progress starts afresh.`);
    } catch {
      this.#unsaved = FRESH;
      this.#sayOnce(`${this.#file} is damaged (${why.message}) and cannot be moved. It stays; nothing is saved.`);
    }
  }

  #sayOnce(line: string): void {
    if (this.#said.has(line)) return;
    this.#said.add(line);
    this.#say(line);
  }
}
