import { paint, table } from '../../shared/console.ts';
import type { QueueLoad } from '../simulation/queue.ts';
import { dateTime, duration } from '../times.ts';
import { PREVIEW_WORKERS, type Preview } from './preview.ts';

const BAR = 40;

/** The preview for a terminal: each schedule with its first runs, then the day as bars, then what it does to the queue. */
export function previewText({ from, to, fires, slices, load }: Preview, timeZone: string): string {
  const names = [...new Set(fires.map(({ entry }) => entry.name))];
  const rows = names.map((schedule) => {
    const own = fires.filter(({ entry }) => entry.name === schedule);
    const [first] = own;
    const times = own.slice(0, 3).map(({ at }) => dateTime(at, timeZone).slice(5));
    return { schedule, queue: first?.entry.task.name ?? '', runs: own.length, first: times.join(' · ') };
  });
  const most = Math.max(1, ...slices.map(({ runs }) => runs));
  const bars = slices.map(({ from: start, runs, peakWaiting }) => {
    const filled = Math.round((runs / most) * BAR);
    const bar = paint('cyan', '█'.repeat(filled)) + ' '.repeat(BAR - filled);
    return `${dateTime(start, timeZone).slice(5, 16)}  ${bar}  ${String(runs).padStart(5)}  ${String(peakWaiting).padStart(7)}`;
  });
  const heading = paint('bold', `${'from'.padEnd(11)}  ${'runs due'.padEnd(BAR + 7)}  waiting`);
  return [
    `What would fire from ${dateTime(from, timeZone)} to ${dateTime(to, timeZone)} (${timeZone}): ${fires.length} runs\n`,
    table(rows),
    `\n${heading}\n${bars.join('\n')}`,
    `\nWith ${PREVIEW_WORKERS} workers and the tasks' typical times: ${loadText(load, timeZone)}`,
  ].join('\n');
}

export function loadText({ peakWaiting, peakAt, longestWaitMs }: QueueLoad, timeZone: string): string {
  if (peakAt === undefined) return 'nothing ever waits';
  return `at most ${peakWaiting} wait (${dateTime(peakAt, timeZone)}), the longest ${duration(longestWaitMs)}`;
}

export function jitterText(
  loads: { without: QueueLoad; with: QueueLoad },
  { jitterMs, timeZone }: { jitterMs: number; timeZone: string },
): string {
  return [
    `  without jitter         ${loadText(loads.without, timeZone)}`,
    `  spread over ${duration(jitterMs).padEnd(9)}  ${loadText(loads.with, timeZone)}`,
  ].join('\n');
}
