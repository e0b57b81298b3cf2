/**
 * The module under grade. It may be missing, empty or broken, and each of that has to fail in the tests that need it,
 * with a sentence, rather than keep the check from starting. So a check reads it through this: `subject.every(…)`.
 */
export function lazySubject<T extends object>(loaded: () => T | Error): T {
  return new Proxy({} as T, {
    get(_target, name) {
      const module = loaded();
      if (module instanceof Error) throw module;
      if (!(name in module)) throw new MissingExport(String(name));
      return module[name as keyof T];
    },
  });
}

/** How the message begins when the module could not be loaded at all. */
export const NOT_LOADED = 'the file could not be loaded:';

export class MissingExport extends Error {
  override name = 'MissingExport';

  constructor(name: string) {
    super(
      `the file does not export "${name}". Keep the names it came with; \`npm run reset -- <lab>\` brings them back.`,
    );
  }
}
