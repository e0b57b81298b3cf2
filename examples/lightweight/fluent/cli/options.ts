import { parseArgs } from 'node:util';
import { ScheduleError } from '../schedule-error.ts';

export const USAGE = `npm run schedule:list [-- --zone <time zone>]       every job and when it is due next
npm run schedule:run                                 run what is due in this minute, and end: for crontab
npm run schedule:work                                stay, and run everything when it is due
npm run schedule:test -- <name>                      run one job now, whatever its schedule says
each takes --file <module that exports mySchedule>, and list and run take --at <instant>`;

export interface CliOptions {
  readonly verb: 'list' | 'run' | 'work' | 'test';
  readonly name: string | undefined;
  readonly zone: string;
  readonly at: number | undefined;
  readonly file: string | undefined;
}

const VERBS = ['list', 'run', 'work', 'test'] as const;

export function readOptions(args: readonly string[]): CliOptions {
  const { values, positionals } = parse(args);
  const [word, name] = positionals;
  const verb = VERBS.find((known) => known === word);
  if (!verb) throw new ScheduleError('bad-value', `expected one of ${VERBS.join(', ')}\n${USAGE}`);
  const zone = values.zone ?? 'UTC';
  checkZone(zone);
  const at = values.at === undefined ? undefined : parseInstant(values.at);
  if (Number.isNaN(at))
    throw new ScheduleError('bad-value', `--at ${values.at}: expected an instant as 2026-03-08T07:00:00Z`);
  return { verb, name, zone, at, file: values.file };
}

/** Without a zone it is UTC, as all times of a schedule are, and not that of whichever machine reads it. */
function parseInstant(text: string): number {
  return Date.parse(/^\d{4}-\d{2}-\d{2}[T ][\d:.]+$/.test(text) ? `${text}Z` : text);
}

function checkZone(zone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    throw new ScheduleError('bad-value', `--zone ${zone}: expected a time zone such as Europe/Berlin`);
  }
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { zone: text, at: text, file: text } });
  } catch (error) {
    throw new ScheduleError('bad-value', `${(error as Error).message}\n${USAGE}`);
  }
}
