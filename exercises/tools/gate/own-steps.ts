import { type LabEntry, ROOT } from '../grader/catalogue.ts';
import { openGrader } from '../grader/session.ts';
import { gateLabs, type LabGate } from './labs.ts';
import type { Step } from './steps.ts';

/** Vitest collects all rounds of a lab before it runs the first: many at once would look like a lab that hangs. */
const ROUNDS_AT_ONCE = 5;

export function labsStep(entries: readonly LabEntry[], rounds: number, gates: LabGate[]): Step {
  return {
    name: rounds > 1 ? `labs, ${rounds} times` : 'labs',
    async run(signal, say) {
      const grader = openGrader();
      signal.addEventListener('abort', () => void grader.close(), { once: true });
      for (let done = 0; done < rounds; ) {
        const helping = Math.min(ROUNDS_AT_ONCE, rounds - done);
        const more = await gateLabs(grader, entries, { rounds: helping });
        if (signal.aborted) break;
        done += helping;
        gates.splice(0, gates.length, ...more.map((gate, index) => withEarlier(gate, gates[index])));
        const unsound = gates.filter((gate) => gate.problems.length > 0).length;
        if (rounds > ROUNDS_AT_ONCE) say(`${done} of ${rounds} rounds, ${unsound} labs with problems`);
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
