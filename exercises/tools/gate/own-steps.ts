import { type LabEntry, ROOT } from '../grader/catalogue.ts';
import { openGrader } from '../grader/session.ts';
import { gateLabs, type LabGate } from './labs.ts';
import type { Step } from './steps.ts';

export function labsStep(entries: readonly LabEntry[], rounds: number, gates: LabGate[]): Step {
  return {
    name: rounds > 1 ? `labs, ${rounds} times` : 'labs',
    async run() {
      const grader = openGrader();
      gates.push(...(await gateLabs(grader, entries, { rounds })));
      await grader.close();
      const sound = gates.filter((gate) => gate.problems.length === 0).length;
      const lines = gates.flatMap(({ entry, problems }) => problems.map((problem) => `${entry.name}: ${problem}`));
      return { passed: sound, failed: gates.length - sound, lines };
    },
  };
}

export const notesStep: Step = {
  name: 'notes: links, snippets, programs',
  async run() {
    const { checkNotes } = await import('../../docs-site/tools/check-notes.ts');
    const problems = await checkNotes(ROOT);
    return { passed: problems.length === 0 ? 1 : 0, failed: problems.length, lines: problems.map(String) };
  },
};
