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
  try {
    await hooks.before?.({});
    await work();
    await hooks.onSuccess?.({});
  } catch (error) {
    await attempt(() => hooks.onFailure?.({ error }));
    await attempt(() => hooks.after?.({ error }));
    throw error;
  }
  await hooks.after?.({});
}

async function attempt(step: () => unknown): Promise<void> {
  try {
    await step();
  } catch {}
}
