import { FAULT_WORDS, type Fault } from '../../../kit/faults/index.ts';
import { formatTimeline, type History, type Verdict } from '../../../kit/history/index.ts';
import { drawLanes } from './draw.ts';
import { escapeHtml } from './escape.ts';
import { lanesOf } from './lanes.ts';
import { legend } from './legend.ts';
import { STYLE } from './style.ts';

export interface Picture {
  seed: number;
  strategy: string;
  nodes: readonly string[];
  seconds: number;
  faults: readonly Fault[];
  history: History;
  verdict: Verdict;
}

/** One self-contained page: what each node did, what was done to it, and where a rule was broken. */
export function renderTimeline({ seed, strategy, nodes, seconds, faults, history, verdict }: Picture): string {
  const lanes = lanesOf(nodes, history.events, verdict.violations, seconds * 1000);
  const title = `Chaos: ${strategy}, seed ${seed}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escapeHtml(title)} <span class="verdict ${verdict.verdict}">${verdict.verdict}</span></h1>
<p>${nodes.length} nodes for ${seconds} seconds. Faults come first, all is healed after ${Math.round(seconds * 0.7)} s, and the last reads are of the report table.</p>
<div class="scroll" tabindex="0">
${drawLanes(lanes, seconds)}
</div>
${legend()}
${describeViolations(verdict)}
${describeFaults(faults)}
</body>
</html>
`;
}

function describeViolations({ violations, doubts }: Verdict): string {
  const broken = violations.map(({ invariant, timeline }) => {
    return `<li>Broken: ${escapeHtml(invariant)}<code>${escapeHtml(formatTimeline(timeline))}</code></li>`;
  });
  const unclear = doubts.map((doubt) => `<li>Unclear: ${escapeHtml(doubt)}</li>`);
  if (broken.length + unclear.length === 0) return '<h2>No rule was broken</h2>';
  return `<h2>What went wrong</h2>\n<ol>\n${[...broken, ...unclear].join('\n')}\n</ol>`;
}

function describeFaults(faults: readonly Fault[]): string {
  const rows = faults.map(({ atMs, node, kind, forMs, byMs }) => {
    const what = FAULT_WORDS[kind][0] + (byMs === undefined ? '' : ` by ${byMs} ms`);
    return `<tr><td>${(atMs / 1000).toFixed(1)} s</td><td>${node}</td><td>${what}</td><td>${(forMs / 1000).toFixed(1)} s</td></tr>`;
  });
  const head = '<tr><th>at</th><th>who</th><th>what</th><th>for</th></tr>';
  return `<h2>What was done to them</h2>\n<table>\n${[head, ...rows].join('\n')}\n</table>`;
}
