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
    let runs = false;
    for (const holds of this.#conditions) {
      runs = await holds(slot);
      if (!runs) return false;
    }
    return runs;
  }
}

export async function runWithHooks(work: () => unknown, hooks: Hooks): Promise<void> {
  const problems: unknown[] = [];
  const attempt = async (step: () => unknown) => {
    try {
      await step();
    } catch (problem) {
      problems.push(problem);
    }
  };
  const ended = () => (problems.length === 0 ? {} : { error: problems[0] });

  await attempt(() => hooks.before?.(ended()));
  if (problems.length === 0) await attempt(work);
  const outcome = problems.length === 0 ? hooks.onSuccess : hooks.onFailure;
  await attempt(() => outcome?.(ended()));
  await attempt(() => hooks.after?.(ended()));
  if (problems.length > 0) throw problems[0];
}
