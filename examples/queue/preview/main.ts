import { parseArgs } from 'node:util';
import { systemClock } from '../../scheduler/clock/system-clock.ts';
import { runEntry } from '../../shared/entry.ts';
import { parseHours, parseZone } from '../arguments.ts';
import { readSchedule } from '../schedule/table.ts';
import { previewHtml } from './html.ts';
import { preview, previewJitter } from './preview.ts';
import { jitterText, previewText } from './text.ts';

const COMPARED_JITTER_MS = 60_000;

const options = {
  hours: { type: 'string', default: '24' },
  zone: { type: 'string', default: 'UTC' },
  json: { type: 'boolean', default: false },
  html: { type: 'boolean', default: false },
} as const;

await runEntry(async () => {
  const { values } = parseArgs({ options });
  const timeZone = parseZone(values.zone);
  const schedule = readSchedule(process.env);
  const now = systemClock.now();
  const from = now - (now % 60_000) + 60_000;
  const window = { from, to: from + parseHours(values.hours) * 3_600_000 };
  const shown = preview(schedule, window);

  if (values.json) {
    const { fires, slices } = shown;
    const { timeline: _, ...load } = shown.load;
    const runs = fires.map(({ at, entry }) => ({
      at: new Date(at).toISOString(),
      schedule: entry.name,
      queue: entry.task.name,
    }));
    const bounds = { from: new Date(window.from).toISOString(), to: new Date(window.to).toISOString() };
    console.log(JSON.stringify({ ...bounds, timeZone, runs, slices, load }, null, 2));
  } else if (values.html) {
    console.log(previewHtml(shown, timeZone));
  } else {
    console.log(previewText(shown, timeZone));
    const loads = previewJitter(schedule, window, COMPARED_JITTER_MS);
    console.log(`\nAnd if the starts were spread:\n${jitterText(loads, { jitterMs: COMPARED_JITTER_MS, timeZone })}`);
  }
});
