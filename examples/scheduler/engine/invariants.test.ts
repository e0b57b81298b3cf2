import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sleep } from '../clock/sleep.ts';
import type { JobOptionsInput } from '../policy/options.ts';
import { every } from '../trigger/index.ts';
import type { RunContext } from './engine.ts';
import { isFinal } from './run.ts';
import { DAY, HOUR, MINUTE, type Scene, scene } from './testing.ts';

type Act = (at: Scene) => unknown;

/** What the world and its operators do to a scheduler. */
const act: fc.Arbitrary<{ said: string; act: Act }> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .integer({ min: 1, max: 5 * MINUTE })
      .map((ms) => said(`advance ${ms}`, ({ clock }) => clock.advance(ms))),
  },
  fc.integer({ min: -2 * DAY, max: 2 * DAY }).map((ms) => said(`jump ${ms}`, ({ clock }) => clock.jump(ms))),
  fc.integer({ min: 1, max: HOUR }).map((ms) => said(`block ${ms}`, ({ clock }) => clock.block(ms))),
  fc.constant(said('pause', ({ engine }) => engine.pause('job'))),
  fc.constant(said('resume', ({ engine }) => engine.resume('job'))),
  fc.constant(said('run now', ({ engine }) => engine.runNow('job'))),
  fc
    .integer({ min: 1, max: 90 })
    .map((s) => said(`every ${s} s`, ({ engine }) => engine.reschedule('job', every(s * 1000)))),
);
const options: fc.Arbitrary<JobOptionsInput> = fc.record({
  overlap: fc.constantFrom('skip', 'queue-one', 'cancel-running', 'allow'),
  maxConcurrent: fc.integer({ min: 1, max: 3 }),
  coalesce: fc.constantFrom('latest', 'all', 'none'),
  graceMs: fc.constantFrom(0, 1000, HOUR),
  jitterMs: fc.constantFrom(0, 5000),
  timeoutMs: fc.constantFrom(null, 20_000),
  retry: fc.constantFrom({ attempts: 1 }, { attempts: 3, baseMs: 2000 }),
});
const tale = fc.record({
  options,
  tookMs: fc.array(fc.integer({ min: 0, max: 2 * MINUTE }), { minLength: 5 }),
  acts: fc.array(act, { maxLength: 30 }),
});

it('whatever happens: no slot starts twice or early, none beyond its policy, and every run ends', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(tale, async ({ options, tookMs, acts }) => {
      const at = scene('2026-03-01T00:00:00Z');
      const { clock, engine } = at;
      const started: string[] = [];
      const early: string[] = [];
      let most = 0;
      /** A clock that is set back has still been there: what waits or tries again may then start "before" its slot. */
      let latest = clock.now();
      const going = new Set<RunContext['signal']>();
      await engine.schedule('job', every(10_000), (run) => work(run), options);
      await engine.start();
      for (const { act } of acts) {
        await act(at);
        latest = Math.max(latest, clock.now());
      }
      const stopping = engine.stop({ deadlineMs: 1000 });
      await clock.advance(10_000);
      await stopping;

      expect(new Set(started).size).toBe(started.length);
      expect(early).toEqual([]);
      expect(most).toBeLessThanOrEqual(options.overlap === 'allow' ? options.maxConcurrent! : 1);
      const history = await engine.history({ limit: 1_000_000 });
      expect(history.filter((run) => !isFinal(run.state))).toEqual([]);
      expect(new Set(history.map((run) => run.id)).size).toBe(history.length);

      async function work({ id, slot, cause, attempt, signal }: RunContext): Promise<void> {
        if (attempt === 1) started.push(id);
        latest = Math.max(latest, clock.now());
        if (latest < slot && cause === 'schedule') early.push(id);
        going.add(signal);
        most = Math.max(most, [...going].filter((one) => !one.aborted).length);
        await sleep(clock, tookMs[started.length % tookMs.length]!, signal).finally(() => going.delete(signal));
        if (started.length % 4 === 0) throw new Error('now and then');
      }
    }),
    { numRuns: 200 },
  );
});

function said(said: string, act: Act) {
  return { said, act, [fc.toStringMethod]: () => said };
}
