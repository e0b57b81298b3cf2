import { type LabEntry, ROOT } from '../grader/catalogue.ts';
import { openGrader } from '../grader/session.ts';
import { gateLabs, type LabGate } from './labs.ts';
import type { Step } from './steps.ts';

/** Vitest collects all rounds of a lab before it runs the first: many at once would look like a lab that hangs. */
const ROUNDS_AT_ONCE = 5;

export function labsStep(entries: readonly LabEntry[], rounds: number, gates: LabGate[]): Step {
  return {
    name: rounds > 1 ? `labs, ${rounds} times` : 'labs',
    async run(signal) {
      const grader = openGrader();
      for (let done = 0; done < rounds && !signal.aborted; done += ROUNDS_AT_ONCE) {
        const more = await gateLabs(grader, entries, { rounds: Math.min(ROUNDS_AT_ONCE, rounds - done) });
        gates.splice(0, gates.length, ...more.map((gate, index) => withEarlier(gate, gates[index])));
      }
      await grader.close();
      const sound = gates.filter((gate) => gate.problems.length === 0).length;
      const lines = gates.flatMap(({ entry, problems }) => problems.map((problem) => `${entry.name}: ${problem}`));
      return { passed: sound, failed: gates.length - sound, lines };
    },
  };
}

/** A problem seen in any round is a problem. */
function withEarlier(gate: LabGate, earlier: LabGate | undefined): LabGate {
  if (!earlier) return gate;
  return { ...gate, problems: [...new Set([...earlier.problems, ...gate.problems])] };
}

export const notesStep: Step = {
  name: 'notes: links, snippets, programs',
  async run() {
    const { checkNotes } = await import('../../../docs-site/tools/check-notes.ts');
    const problems = await checkNotes(ROOT);
    return { passed: problems.length === 0 ? 1 : 0, failed: problems.length, lines: problems.map(String) };
  },
};
