import type { Condition, Hooks } from '../exercise.ts';

export class Conditions {
  readonly #conditions: Condition[] = [];

  when(holds: Condition): this {
    this.#conditions.push(holds);
    return this;
  }

  skip(holds: Condition): this {
    return this.when(async (slot) => !(await holds(slot)));
  }

  async decide(slot: number): Promise<boolean> {
    for (const holds of this.#conditions) {
      if (!(await holds(slot))) return false;
    }
    return true;
  }
}

export async function runWithHooks(work: () => unknown, hooks: Hooks): Promise<void> {
  const quietly = async (step: () => unknown) => {
    try {
      await step();
    } catch {}
  };
  let error: unknown;
  let failed = false;
  try {
    await hooks.before?.({});
    await work();
  } catch (problem) {
    [failed, error] = [true, problem];
  }
  const ended = failed ? { error } : {};
  await quietly(() => (failed ? hooks.onFailure : hooks.onSuccess)?.(ended));
  await quietly(() => hooks.after?.(ended));
  if (failed) throw error;
}
