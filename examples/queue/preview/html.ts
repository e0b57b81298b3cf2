import { dateTime } from '../times.ts';
import type { Preview } from './preview.ts';

const WIDTH = 1_000;
const ROW = 22;
const LABEL = 300;

/** The preview as a page that needs nothing else: a line per schedule, a tick per run, the load below. */
export function previewHtml({ from, to, fires, slices }: Preview, timeZone: string): string {
  const x = (at: number) => LABEL + ((at - from) / (to - from)) * (WIDTH - LABEL - 10);
  const names = [...new Set(fires.map(({ entry }) => entry.name))];
  const lines = names.map((name, index) => {
    const y = index * ROW + 15;
    // A run every few seconds is a solid line at this scale: one tick per pixel says the same in a smaller file.
    const pixels = new Set(fires.filter(({ entry }) => entry.name === name).map(({ at }) => Math.round(x(at))));
    const path = [...pixels].map((pixel) => `M${pixel} ${y - 7}v9`).join('');
    return `<text x="0" y="${y}">${escapeHtml(name)}</text><path d="${path}"/>`;
  });
  const top = names.length * ROW + 20;
  const most = Math.max(1, ...slices.map(({ runs }) => runs));
  const bars = slices.map(({ from: start, runs }) => {
    const height = (runs / most) * 80;
    const width = (WIDTH - LABEL - 10) / slices.length - 2;
    const title = `${dateTime(start, timeZone)}: ${runs} runs`;
    return `<rect x="${x(start)}" y="${top + 80 - height}" width="${width}" height="${height}"><title>${title}</title></rect>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>What would fire</title>
<style>
  :root { color-scheme: light dark; font: 14px system-ui, sans-serif; }
  figure { margin: 0; overflow-x: auto; }
  svg { width: 100%; min-width: 50rem; max-width: 75rem; font-size: 12px; }
  text { fill: currentColor; }
  path { stroke: #2f7fd1; stroke-width: 1.5; }
  rect { fill: #2f7fd1; }
</style>
<h1>What would fire</h1>
<p>${dateTime(from, timeZone)} to ${dateTime(to, timeZone)} (${escapeHtml(timeZone)}): ${fires.length} runs</p>
<figure tabindex="0">
<svg viewBox="0 0 ${WIDTH} ${top + 105}" role="img" aria-label="Runs of each schedule over time, and how many in all">
${lines.join('\n')}
<text x="0" y="${top + 78}">runs due</text>
${bars.join('\n')}
<text x="${LABEL}" y="${top + 98}">${dateTime(from, timeZone)}</text>
<text x="${WIDTH - 10}" y="${top + 98}" text-anchor="end">${dateTime(to, timeZone)}</text>
</svg>
</figure>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
