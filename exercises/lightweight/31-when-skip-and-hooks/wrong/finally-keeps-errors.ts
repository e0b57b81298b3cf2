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
  let failure: { error: unknown } | undefined;
  try {
    try {
      await hooks.before?.({});
      await work();
    } catch (error) {
      failure = { error };
    }
    if (failure) {
      try {
        await hooks.onFailure?.(failure);
      } catch {}
    } else await hooks.onSuccess?.({});
    if (failure) throw failure.error;
  } catch (error) {
    failure = { error };
    throw error;
  } finally {
    await hooks.after?.(failure ?? {});
  }
}
