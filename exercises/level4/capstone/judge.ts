import type { Run } from '../21-survive-a-restart/exercise.ts';

/** Something the monitor did, written by the world and not by the monitor. */
export interface Deed {
  readonly what: 'begins' | 'ends' | 'pages';
  readonly job: string;
  readonly slot?: number;
  readonly page?: string;
  readonly at: number;
}

export interface Answer {
  readonly asked: string;
  readonly expected: number;
  readonly got: unknown;
}

export interface Evidence {
  readonly since: number;
  readonly until: number;
  readonly history: readonly Run[];
  readonly deeds: readonly Deed[];
  readonly pause: { readonly job: string; readonly from: number; readonly until: number };
  readonly kills: readonly number[];
  readonly answers: readonly Answer[];
  readonly preview: {
    readonly from: number;
    readonly until: number;
    readonly planned: readonly { job: string; slot: number }[];
  };
  readonly metrics: string;
}

export interface Finding {
  readonly rule: string;
  readonly counted: number;
  /** What breaks the rule; none is what one wants. */
  readonly broken: readonly string[];
}

const SECOND = 1_000;
const PERIODS: Readonly<Record<string, number>> = { rates: SECOND, flaky: SECOND, import: SECOND, slow: 2 * SECOND };
/** Between what the session saw and what the monitor did lies a request. */
const MARGIN_MS = 500;

/** The history and the deeds, compared to the plan. Pure: the same evidence gives the same verdict. */
export function judge(evidence: Evidence): readonly Finding[] {
  return [
    everySlot(evidence),
    nothingTwice(evidence),
    recordIsTrue(evidence),
    nothingLeftRunning(evidence),
    pauseHolds(evidence),
    theDoor(evidence),
    pagesOnce(evidence),
    tells(evidence),
    foresees(evidence),
    staysSmall(evidence),
  ];
}

function everySlot({ since, until, history, pause }: Evidence): Finding {
  const known = new Set(history.map(({ job, slot }) => `${job}@${slot}`));
  const due = Object.entries(PERIODS).flatMap(([job, period]) =>
    slots(period, since, until - MARGIN_MS)
      .filter((slot) => job !== pause.job || !within(slot, pause, MARGIN_MS))
      .map((slot) => `${job}@${slot}`),
  );
  return finding(
    'every slot that was due is on record',
    due.length,
    due.filter((id) => !known.has(id)),
  );
}

function nothingTwice({ deeds }: Evidence): Finding {
  const begun = deeds.filter(({ what }) => what === 'begins').map(({ job, slot }) => `${job}@${slot}`);
  return finding(
    'no slot is begun twice',
    begun.length,
    begun.filter((id, index) => begun.indexOf(id) !== index),
  );
}

function recordIsTrue({ deeds, history }: Evidence): Finding {
  const did = (what: Deed['what'], { job, slot }: Run) =>
    deeds.some((deed) => deed.what === what && deed.job === job && deed.slot === slot);
  const ours = history.filter(({ job }) => job in PERIODS);
  const lies = ours.filter((run) => {
    if (run.state === 'success') return !did('ends', run);
    if (run.state === 'missed') return did('begins', run);
    return run.state === 'failed' && did('ends', run);
  });
  const unknown = deeds.filter(
    ({ what, job, slot }) => what === 'begins' && !ours.some((run) => run.job === job && run.slot === slot),
  );
  const broken = [
    ...lies.map(({ job, slot, state }) => `${job}@${slot} ${state}`),
    ...unknown.map(({ job, slot }) => `${job}@${slot} not on record`),
  ];
  return finding('the record says what was done', ours.length, broken);
}

function nothingLeftRunning({ history }: Evidence): Finding {
  const left = history.filter(({ state }) => state === 'running').map(({ job, slot }) => `${job}@${slot}`);
  return finding('nothing is left running', history.filter(({ state }) => state === 'abandoned').length, left);
}

function pauseHolds({ deeds, pause }: Evidence): Finding {
  const during = deeds.filter(
    (deed) => deed.what === 'begins' && deed.job === pause.job && within(deed.at, pause, -MARGIN_MS),
  );
  return finding(
    'a paused job stays paused, over every restart',
    slots(SECOND, pause.from, pause.until).length,
    during.map(({ job, slot }) => `${job}@${slot}`),
  );
}

function theDoor({ answers }: Evidence): Finding {
  const wrong = answers.filter(({ expected, got }) => expected !== got);
  return finding(
    'every request gets the answer it should',
    answers.length,
    wrong.map(({ asked, expected, got }) => `${asked} → ${got}, not ${expected}`),
  );
}

/** A kill right after a page may repeat it: said twice is a nuisance, never said is an outage. */
function pagesOnce({ deeds, history, kills }: Evidence): Finding {
  const pages = deeds.filter(({ what }) => what === 'pages');
  const broken = pages.flatMap(({ page, job }, index) => {
    const before = pages.slice(0, index).findLast((earlier) => earlier.job === job);
    const killedSince = kills.some((kill) => before && kill >= before.at && kill - before.at < MARGIN_MS);
    const expected = before?.page === 'opened' ? 'closed' : 'opened';
    return page === expected || (page === before?.page && killedSince)
      ? []
      : [`${job}: ${page} after ${before?.page ?? 'nothing'}`];
  });
  const ends = history.filter(({ job, state }) => job === 'flaky' && (state === 'failed' || state === 'success'));
  const row = ends.toReversed().findIndex(({ state }) => state === 'success');
  const failedLong = /failed,failed,failed/.test(ends.map(({ state }) => state).join());
  if (failedLong && !pages.some(({ page }) => page === 'opened')) broken.push('flaky: nobody was told');
  if (failedLong && row === 0 && pages.at(-1)?.page !== 'closed') broken.push('flaky: nobody was told that it is over');
  return finding('a human is paged once, and told when it is over', pages.length, broken);
}

function tells({ metrics, until }: Evidence): Finding {
  const read = (line: RegExp) => Number(line.exec(metrics)?.[1] ?? Number.NaN);
  const age = until / SECOND - read(/^scheduler_last_success_timestamp_seconds\{job="rates"\} (\S+)/m);
  const runs = read(/^scheduler_runs_total\{job="rates",outcome="success"\} (\S+)/m);
  const broken = [
    ...(age < 4 ? [] : [`rates succeeded ${age} s ago`]),
    ...(runs >= 1 ? [] : [`${runs} runs of rates counted`]),
  ];
  return finding('the metrics tell that the rates come in', 2, broken);
}

function foresees({ preview }: Evidence): Finding {
  const said = preview.planned.map(({ job, slot }) => `${job}@${slot}`);
  const plan = Object.entries(PERIODS).flatMap(([job, period]) =>
    slots(period, preview.from - 1, preview.until - 1).map((slot) => `${job}@${slot}`),
  );
  const broken = [
    ...plan.filter((id) => !said.includes(id)).map((id) => `${id} is not in it`),
    ...said.filter((id) => !plan.includes(id)).map((id) => `${id} is not due`),
  ];
  return finding('the preview shows what is due', plan.length, broken);
}

function staysSmall({ history }: Evidence): Finding {
  const left = history.filter(({ job }) => job === 'archive').length;
  return finding(
    'old history goes, and its newest run stays',
    300,
    left === 1 ? [] : [`${left} runs of last year are left, not 1`],
  );
}

/** The slots later than `from`, up to `until`. */
function slots(period: number, from: number, until: number): number[] {
  const first = (Math.floor(from / period) + 1) * period;
  return Array.from(
    { length: Math.max(0, Math.floor((until - first) / period) + 1) },
    (_, index) => first + index * period,
  );
}

function within(at: number, { from, until }: { from: number; until: number }, margin: number): boolean {
  return at >= from - margin && at <= until + margin;
}

function finding(rule: string, counted: number, broken: readonly string[]): Finding {
  return { rule, counted, broken };
}
