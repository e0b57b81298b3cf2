import { parseArgs } from 'node:util';
import { systemClock } from '../../scheduler/clock/system-clock.ts';
import { runEntry } from '../../shared/entry.ts';
import { parseWhole } from '../arguments.ts';
import { openConnection } from '../connection.ts';
import { readRuns, type ScheduledRun } from '../history/stream.ts';
import { readSchedule } from '../schedule/table.ts';
import { readHistoryFile } from './history-file.ts';
import { loadBeforeAndAfter } from './load.ts';
import { replay } from './replay.ts';
import { simulateDay } from './simulated-day.ts';
import { loadComparison, replayText } from './text.ts';
import { parseWindow, untilNow } from './window.ts';

const usage = `npm run queue:replay -- --from 2026-11-20 --to 2026-11-21   what workers recorded in Redis
  --history runs.jsonl     from a file instead: a run as JSON on each line
  --simulate [--seed 7]    a day nobody lived, worked through in virtual time
  --jitter 60              the seconds over which starts are spread in the comparison
  --workers 2              how many work the queue in the comparison
  --jsonl                  prints the history instead, for --history`;

const options = {
  from: { type: 'string' },
  to: { type: 'string' },
  history: { type: 'string' },
  simulate: { type: 'boolean', default: false },
  seed: { type: 'string', default: '7' },
  jitter: { type: 'string', default: '60' },
  workers: { type: 'string', default: '2' },
  jsonl: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

await runEntry(async () => {
  const { values } = parseArgs({ options });
  if (values.help) {
    console.log(usage);
    return;
  }
  const asked = parseWindow(values);
  const isRecord = !values.simulate && values.history === undefined;
  const window = isRecord ? untilNow(asked, systemClock.now()) : asked;
  const jitterMs = parseWhole('--jitter', values.jitter, { from: 0, to: 3_600 }) * 1_000;
  const workers = parseWhole('--workers', values.workers, { from: 1, to: 1_000 });
  const seed = parseWhole('--seed', values.seed, { from: 0, to: 2 ** 32 - 1 });
  const schedule = readSchedule(process.env);

  const recorded = async (): Promise<ScheduledRun[]> => {
    const { connection, close } = await openConnection(process.env, { clock: systemClock, say: console.error });
    const runs = await readRuns(connection, window.from, window.to);
    await close();
    return runs;
  };
  const history = values.simulate
    ? simulateDay(schedule, window, { seed, workers })
    : await (values.history === undefined ? recorded() : readHistoryFile(values.history));

  if (values.jsonl) {
    for (const run of history) console.log(JSON.stringify(run));
    return;
  }
  console.log(replayText(replay(schedule, history, window), window));
  console.log(loadComparison(loadBeforeAndAfter(schedule, history, { jitterMs, workers }), jitterMs, workers));
});
