import { compareDialects, type Verdict } from './dialects/compare.ts';
import { type Disagreement, disagreements } from './dialects/disagreements.ts';

/** The table of the cron reference, in Markdown. What differs from Clockwork's answer is bold. */
export function dialectTable(): string {
  const rows = disagreements.map(tableRow);
  const header = ['', 'expression', ...rows[0]!.asked.map(({ dialect }) => dialect), 'Quartz ¹', 'Kubernetes ¹'];
  const lines = rows.map(({ about, expression, cells, quartz, kubernetes }) =>
    line([about, expression === '' ? '(empty)' : `\`${expression}\``, ...cells, quartz, kubernetes]),
  );
  return [line(header), line(header.map(() => '---')), ...lines].join('\n');
}

function tableRow(input: Disagreement) {
  const { expression, timeZone, from, count } = input;
  const asked = compareDialects(expression, { timeZone, from: Date.parse(from), count }).verdicts;
  const answers = asked.map((verdict) => answer(verdict, input));
  const cells = answers.map((text) => (text === answers[0] ? text : `**${text}**`));
  return { ...input, asked, cells };
}

function answer({ runs, refused }: Verdict, { timeZone, show }: Disagreement): string {
  if (refused !== undefined) return 'refuses';
  if (runs.length === 0) return 'never';
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...shown[show] });
  return runs.map((run) => format.format(run).replace(' at ', ' ').replace(', ', ' ')).join(', ');
}

const date = { month: 'short', day: 'numeric' } as const;
const time = { hour: '2-digit', minute: '2-digit' } as const;
const shown = {
  date,
  time,
  second: { ...time, second: '2-digit' },
  zoned: { ...date, ...time, timeZoneName: 'short' },
} as const;

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
