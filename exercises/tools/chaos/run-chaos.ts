import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Fault, type FaultKind, faultSchedule } from '../../kit/faults/index.ts';
import { checkHistory, type History, type HistoryEvent, type Verdict } from '../../kit/history/index.ts';
import { CHAOS_SETTINGS, invariantsFor } from './chaos-settings.ts';
import { withFinalReads } from './final-reads.ts';
import { HistoryFile } from './history-file.ts';
import { renderTimeline } from './page/render-timeline.ts';
import { Cluster } from './real/cluster.ts';
import { inflict } from './real/inflict.ts';

export interface ChaosOptions {
  seed: number;
  nodes: number;
  seconds: number;
  strategy: string;
  faults: readonly FaultKind[];
  redis: 'real' | 'embedded';
  /** A module that exports `runNode`: see cluster-node.ts. */
  program: string;
  onEvent?: (event: HistoryEvent) => void;
  interrupted?: AbortSignal;
}

export interface ChaosOutcome {
  seed: number;
  strategy: string;
  faults: Fault[];
  history: History;
  verdict: Verdict;
  historyFile: string;
  timelineFile: string;
}

export const REFERENCE_PROGRAM = fileURLToPath(new URL('./reference-node.ts', import.meta.url));

const OUTPUT = fileURLToPath(new URL('../../../.clockwork/chaos', import.meta.url));

export function faultsFor({ seed, nodes, seconds, faults: kinds }: ChaosOptions): Fault[] {
  const names = nodeNames(nodes);
  return faultSchedule(seed, { ...CHAOS_SETTINGS, nodes: names, durationMs: seconds * 1000, everyMs: 2_000, kinds });
}

/** Faults, then heal, then final reads; then the verdict, from the history alone. */
export async function runChaos(options: ChaosOptions): Promise<ChaosOutcome> {
  const { seed, seconds, strategy, program, redis, onEvent = () => {} } = options;
  const interrupted = options.interrupted ?? new AbortController().signal;
  const faults = faultsFor(options);
  const directory = join(OUTPUT, `${strategy}-${seed}`);
  mkdirSync(directory, { recursive: true });
  const file = new HistoryFile(join(directory, 'history.jsonl'));
  const nodes = nodeNames(options.nodes);
  const hear = (event: HistoryEvent) => {
    file.append(event);
    onEvent(event);
  };

  const cluster = await Cluster.start({ program, strategy, nodes, redis, onEvent: hear });
  let complete = false;
  let history: History;
  try {
    await inflict(cluster, faults, interrupted).catch(unlessInterrupted(interrupted));
    const rest = seconds * 1000 - cluster.elapsedMs;
    await delay(Math.max(0, rest), undefined, { signal: interrupted }).catch(unlessInterrupted(interrupted));
    complete = !interrupted.aborted && (await cluster.stopNodes());
    const end = cluster.elapsedMs;
    history = { events: file.inOrder(), complete };
    if (!interrupted.aborted) history = withFinalReads(history, await cluster.copies(), end);
  } finally {
    await cluster.destroy();
  }
  file.finish(history);
  const verdict = checkHistory(history, invariantsFor(seconds * 1000));
  const timelineFile = join(directory, 'timeline.html');
  const outcome = { seed, strategy, faults, history, verdict, historyFile: file.path, timelineFile };
  writeFileSync(timelineFile, renderTimeline({ ...outcome, nodes, seconds }));
  return outcome;
}

export function nodeNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `node${index + 1}`);
}

function unlessInterrupted(interrupted: AbortSignal) {
  return (error: unknown) => {
    if (!interrupted.aborted) throw error;
  };
}
