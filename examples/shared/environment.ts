import { nearest } from './nearest.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** One variable: what it is called, what it does, what it is when nobody sets it. */
export interface Variable {
  readonly name: string;
  readonly meaning: string;
  readonly fallback: string;
}

/**
 * Reads settings from the environment once, at the start. It remembers every variable it was asked for, so that a help
 * table can be written from it, and it says everything that is wrong in one go instead of one thing per start.
 */
export class EnvironmentReader {
  readonly variables: Variable[] = [];
  readonly #env: Environment;
  readonly #problems: string[] = [];

  constructor(env: Environment) {
    this.#env = env;
  }

  boolean(name: string, meaning: string, fallback: boolean): boolean {
    const text = this.#read(name, meaning, fallback ? 'true' : 'false').toLowerCase();
    if (['true', '1', 'yes', 'on'].includes(text)) return true;
    if (['false', '0', 'no', 'off'].includes(text)) return false;
    this.#refuse(name, text, 'true or false');
    return fallback;
  }

  integer(name: string, meaning: string, fallback: number, { from, to }: { from: number; to: number }): number {
    const text = this.#read(name, meaning, String(fallback));
    const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= from && value <= to) return value;
    this.#refuse(name, text, `a whole number from ${from} to ${to}`);
    return fallback;
  }

  oneOf<T extends string>(name: string, meaning: string, fallback: T, values: readonly T[]): T {
    const text = this.#read(name, meaning, fallback);
    const value = values.find((known) => known === text);
    if (value === undefined) this.#refuse(name, text, `one of ${values.join(', ')}`);
    return value ?? fallback;
  }

  timeZone(name: string, meaning: string, fallback: string): string {
    const text = this.#read(name, meaning, fallback);
    try {
      return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
    } catch {
      this.#refuse(name, text, 'a time zone such as UTC or Europe/Berlin');
      return fallback;
    }
  }

  /** A text with no fallback is undefined when nobody sets it. An empty variable counts as not set. */
  text(name: string, meaning: string): string | undefined;
  text(name: string, meaning: string, fallback: string): string;
  text(name: string, meaning: string, fallback = ''): string | undefined {
    return this.#read(name, meaning, fallback) || undefined;
  }

  url(name: string, meaning: string, protocols: readonly string[]): string | undefined {
    const text = this.#read(name, meaning, '');
    if (text === '') return undefined;
    if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text;
    this.#refuse(name, text, `an address that begins with ${protocols.map((each) => `${each}//`).join(' or ')}`);
    return undefined;
  }

  /** For what only shows in the light of other variables. */
  refuse(name: string, expected: string): void {
    this.#refuse(name, (this.#env[name] ?? '').trim(), expected);
  }

  /** Throws what was refused, and names that begin as ours do without being ours: a misspelt switch does nothing. */
  finish(prefixes: readonly string[] = []): void {
    const known = this.variables.map(({ name }) => name);
    for (const name of Object.keys(this.#env)) {
      if (known.includes(name) || !prefixes.some((prefix) => name.startsWith(prefix))) continue;
      const [meant] = nearest(name, known, 1);
      this.#problems.push(`${name} is not a known variable${meant ? `: did you mean ${meant}?` : ''}`);
    }
    if (this.#problems.length > 0) throw new EnvironmentError(this.#problems);
  }

  #read(name: string, meaning: string, fallback: string): string {
    this.variables.push({ name, meaning, fallback });
    return (this.#env[name] ?? fallback).trim();
  }

  #refuse(name: string, text: string, expected: string): void {
    // A value that may hold a secret is not repeated: messages end up in logs.
    const shown = /TOKEN|SECRET|PASSWORD|URL/.test(name) ? 'set' : `"${text}"`;
    this.#problems.push(`${name} is ${text === '' ? 'empty' : shown}: expected ${expected}`);
  }
}

export class EnvironmentError extends Error {
  override name = 'EnvironmentError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}
