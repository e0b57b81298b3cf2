import { escapeHtml } from './escape.ts';
import type { Lane, Mark, Span } from './lanes.ts';

const LANE = 58;
const LEFT = 76;
const TOP = 34;
const PX_PER_SECOND = 56;

/** The lanes as one SVG. Everything in it says on hovering what it is. */
export function drawLanes(lanes: readonly Lane[], seconds: number): string {
  const width = LEFT + seconds * PX_PER_SECOND + 24;
  const height = TOP + lanes.length * LANE + 8;
  const body = lanes.map((lane, index) => drawLane(lane, TOP + index * LANE, width)).join('\n');
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Timeline of all nodes">
${HATCH}
${drawAxis(seconds, height)}
${body}
</svg>`;
}

const x = (ms: number) => Math.round((LEFT + (Math.max(0, ms) / 1000) * PX_PER_SECOND) * 10) / 10;

const HATCH = `<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect class="hatch-line" width="2.5" height="6"/></pattern></defs>`;

function drawAxis(seconds: number, height: number): string {
  const every = seconds > 60 ? 5 : 1;
  const ticks = Array.from({ length: Math.floor(seconds / every) + 1 }, (_, index) => index * every);
  return ticks
    .map((second) => {
      const at = x(second * 1000);
      return `<line class="grid" x1="${at}" x2="${at}" y1="${TOP - 8}" y2="${height}"/><text class="tick" x="${at}" y="16">${second} s</text>`;
    })
    .join('\n');
}

function drawLane({ node, spans, marks }: Lane, top: number, width: number): string {
  const line = `<line class="life" x1="${LEFT}" x2="${width - 24}" y1="${top + 24}" y2="${top + 24}"/>`;
  const name = `<text class="name" x="${LEFT - 12}" y="${top + 28}">${escapeHtml(node)}</text>`;
  return [name, line, ...spans.map((span) => drawSpan(span, top)), ...marks.map((mark) => drawMark(mark, top))].join(
    '\n',
  );
}

/** Faults fill the lane, a lease is a thin line in it, a run a bar. */
function drawSpan({ kind, from, to, title, broken }: Span, top: number): string {
  const [offset, height] = kind === 'run' ? [16, 16] : kind === 'lease' ? [36, 4] : [4, 40];
  const box = `x="${x(from)}" y="${top + offset}" width="${Math.max(1.5, x(to) - x(from))}" height="${height}"`;
  const hover = `<title>${escapeHtml(title)}</title>`;
  const fill = `<rect class="${kind}${broken ? ' broken' : ''}" ${box} rx="${kind === 'run' ? 3 : 1}">${hover}</rect>`;
  return kind === 'pause' ? `${fill}<rect fill="url(#hatch)" ${box}>${hover}</rect>` : fill;
}

function drawMark({ kind, at, title }: Mark, top: number): string {
  const hover = `<title>${escapeHtml(title)}</title>`;
  if (kind === 'writes') return `<circle class="writes" cx="${x(at)}" cy="${top + 24}" r="5">${hover}</circle>`;
  const [cx, cy] = [x(at), top + 24];
  return `<g class="violation">${hover}<circle cx="${cx}" cy="${cy}" r="9"/><path d="M${cx - 4} ${cy - 4}l8 8m0-8l-8 8"/></g>`;
}
