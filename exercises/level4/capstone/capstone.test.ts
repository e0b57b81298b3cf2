// biome-ignore lint/style/noRestrictedImports: this tests the capstone itself; it is no lab's check.
import { expect, it } from 'vitest';
import { type Evidence, judge } from './judge.ts';

const SINCE = 1_000_000;

it('a monitor that did what was planned breaks no rule', () => {
  expect(brokenIn(evidence())).toEqual([]);
});

it.each<[string, (good: Evidence) => Partial<Evidence>]>([
  [
    'every slot that was due is on record',
    ({ history }) => ({ history: history.filter(({ slot }) => slot !== SINCE + 4_000) }),
  ],
  ['no slot is begun twice', ({ deeds }) => ({ deeds: [...deeds, deeds[0]!] })],
  ['the record says what was done', ({ deeds }) => ({ deeds: deeds.filter(({ what }) => what !== 'ends') })],
  [
    'nothing is left running',
    ({ history }) => ({
      history: history.map((run) => (run.slot === SINCE + 2_000 ? { ...run, state: 'running' as const } : run)),
    }),
  ],
  [
    'a paused job stays paused, over every restart',
    ({ deeds }) => ({ deeds: [...deeds, { what: 'begins', job: 'import', slot: SINCE + 6_000, at: SINCE + 6_500 }] }),
  ],
  [
    'every request gets the answer it should',
    () => ({ answers: [{ asked: 'nobody: POST', expected: 401, got: 200 }] }),
  ],
  [
    'a human is paged once, and told when it is over',
    ({ deeds }) => ({
      deeds: [
        ...deeds,
        ...['opened', 'opened'].map((page) => ({ what: 'pages' as const, job: 'flaky', page, at: SINCE })),
      ],
    }),
  ],
  ['the metrics tell that the rates come in', () => ({ metrics: '' })],
  ['the preview shows what is due', ({ preview }) => ({ preview: { ...preview, planned: preview.planned.slice(1) } })],
  [
    'old history goes, and its newest run stays',
    ({ history }) => ({ history: [...history, { job: 'archive', slot: 2, state: 'success' }] }),
  ],
])('what breaks it is found: %s', (rule, spoil) => {
  const good = evidence();
  expect(brokenIn({ ...good, ...spoil(good) })).toContain(rule);
});

it('a page that is repeated because of a kill is forgiven', () => {
  const page = (what: string, at: number) => ({ what: 'pages' as const, job: 'flaky', page: what, at });
  const good = evidence();
  const deeds = [...good.deeds, page('opened', SINCE), page('opened', SINCE + 2_000), page('closed', SINCE + 3_000)];
  expect(brokenIn({ ...good, deeds, kills: [SINCE + 100] })).toEqual([]);
});

function brokenIn(evidence: Evidence): string[] {
  return judge(evidence)
    .filter(({ broken }) => broken.length > 0)
    .map(({ rule }) => rule);
}

/** Ten seconds in which all went well; the import was paused from the fifth to the eighth. */
function evidence(): Evidence {
  const until = SINCE + 10_000;
  const pause = { job: 'import', from: SINCE + 5_000, until: SINCE + 8_000 };
  const planned = (from: number, to: number) =>
    ['rates', 'flaky', 'import', 'slow'].flatMap((job) => {
      const period = job === 'slow' ? 2_000 : 1_000;
      const all = Array.from({ length: 20 }, (_, index) => SINCE + index * 1_000);
      return all.filter((slot) => slot > from && slot <= to && slot % period === 0).map((slot) => ({ job, slot }));
    });
  const awake = planned(SINCE, until).filter(
    ({ job, slot }) => job !== 'import' || slot < pause.from || slot > pause.until,
  );
  return {
    since: SINCE,
    until,
    history: [
      ...awake.map((run) => ({ ...run, state: 'success' as const })),
      { job: 'archive', slot: 1, state: 'success' },
    ],
    deeds: awake.flatMap(({ job, slot }) => [
      { what: 'begins' as const, job, slot, at: slot },
      { what: 'ends' as const, job, slot, at: slot + 80 },
    ]),
    pause,
    kills: [],
    answers: [{ asked: 'nobody: POST', expected: 401, got: 401 }],
    preview: { from: SINCE, until: SINCE + 5_000, planned: planned(SINCE - 1, SINCE + 4_999) },
    metrics: [
      `scheduler_last_success_timestamp_seconds{job="rates"} ${until / 1_000 - 1}`,
      'scheduler_runs_total{job="rates",outcome="success"} 3',
    ].join('\n'),
  };
}
