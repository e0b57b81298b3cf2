import { check, expect, Timeline, task, test, VirtualClock } from '#kit';

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'Tick', () => {
    test('the first tick comes when one period is over, not before', async () => {
      const { clock, ticks, tick } = world();
      subject.every(clock, 100, tick);
      expect(ticks, 'it ran before any time had passed').toEqual([]);
      await clock.advance(100);
      expect(ticks, 'after exactly one period').toEqual([100]);
    });

    test('it ticks once in every period', async () => {
      const { clock, ticks, tick } = world();
      subject.every(clock, 100, tick);
      await clock.advance(500);
      expect(ticks.length, 'ticks in five periods').toBe(5);
    });
  });

  task(2, 'Stop', () => {
    test('nothing runs after the stop', async () => {
      const { clock, ticks, tick, story } = world();
      const stop = new AbortController();
      subject.everyUntil(clock, 100, tick, stop.signal);
      await clock.advance(250);
      story.add('stop');
      stop.abort();
      await clock.advance(500);
      expect(
        ticks.filter((at) => at > 250),
        'ticks after the stop at t=250',
      ).toEqual([]);
      expect(ticks.length, 'ticks before the stop at t=250').toBe(2);
    });

    test('the stop leaves no timer waiting', async () => {
      const { clock, tick, story } = world();
      const stop = new AbortController();
      subject.everyUntil(clock, 100, tick, stop.signal);
      await clock.advance(250);
      story.add('stop');
      stop.abort();
      expect(clock.pending(), 'timers still waiting, each of which keeps the process alive').toBe(0);
    });

    test('a signal that was aborted before the start starts nothing', async () => {
      const { clock, ticks, tick, story } = world();
      story.add('start, with a signal aborted long ago');
      subject.everyUntil(clock, 100, tick, AbortSignal.abort());
      await clock.advance(500);
      expect(ticks, 'ticks').toEqual([]);
    });
  });
});

/** A clock at zero and a job that notes when it ran. */
function world() {
  const clock = new VirtualClock();
  const story = new Timeline(clock);
  const ticks: number[] = [];
  const tick = () => {
    ticks.push(clock.monotonic());
    story.add('tick');
  };
  return { clock, story, ticks, tick };
}
