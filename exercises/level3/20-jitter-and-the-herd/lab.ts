import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'jitter-and-the-herd',
  title: 'Jitter and the herd',
  concepts: ['jitter', 'herd', 'period'],
  needs: ['one-run-per-slot'],
  points: 15,
  note: 'level3-many-machines',
  wrong: [
    {
      file: 'jitter-is-random.ts',
      fails: ['one name gets the same offset each time it is asked for'],
      belief:
        'You roll dice. The tenant gets another offset after each restart and on each node, so two nodes do not agree when it is due, and an hourly sync comes after one minute or after almost two hours. Make the offset from the name: a hash gives the same everywhere.',
    },
    {
      file: 'the-same-seed-everywhere.ts',
      fails: ['names that are nearly alike do not run at the same moment', 'a thousand tenants fill the hour evenly'],
      belief:
        'Your number does not depend on the name. Every tenant gets the same offset, and the whole herd arrives together, only a little later. What tells them apart is the name: put it in.',
    },
    {
      file: 'letters-add-up.ts',
      fails: ['a thousand tenants fill the hour evenly'],
      belief:
        'You add up the letters. Names that are alike have sums that are alike: a thousand tenants land within the same second, a millisecond apart. Use a hash, in which each letter changes everything.',
    },
    {
      file: 'around-the-slot.ts',
      fails: ['no run comes before its slot', 'a thousand tenants fill the hour evenly'],
      belief:
        'You spread around the slot, half of it before. Those runs look for data of an hour that has not ended yet. Jitter only ever delays.',
    },
    {
      file: 'the-end-is-included.ts',
      fails: ['every offset is less than the spread'],
      belief:
        'Your largest offset is the spread itself. When the spread is the whole period, that run falls on the next slot and is taken for it. From 0 up to, and not including, the spread: the remainder of a division by it.',
    },
    {
      file: 'a-share-of-the-spread.ts',
      fails: ['offsets are whole milliseconds'],
      belief:
        'Your offsets have fractions. Timers cut them off, keys and databases round them, and two places that should agree on one instant do not. Whole milliseconds.',
    },
    {
      file: 'rolled-again-each-tick.ts',
      fails: [
        'a run comes at its offset after a slot',
        'no run is left out',
        'without an offset the run comes at the slot',
      ],
      belief:
        'You roll again at each tick. Two runs may come a minute apart or nearly two hours, no two nodes agree on the next one, and no preview can say when it is. The offset is given; add it once.',
    },
    {
      file: 'a-period-from-now.ts',
      fails: ['a run comes at its offset after a slot', 'without an offset the run comes at the slot'],
      belief:
        'You add a period to whatever time it is. After each restart and each late tick the tenant runs at another minute, and within a week the herd has found together again. Count from the slots.',
    },
    {
      file: 'the-slot-is-the-run.ts',
      fails: ['a run comes at its offset after a slot'],
      belief:
        'You answer with the slot and forget the offset. Then there is no jitter at all, and it looks so in no test that has a single tenant.',
    },
    {
      file: 'after-the-next-slot.ts',
      fails: ['no run is left out'],
      belief:
        'You take the next slot and add the offset. If the offset of the current slot is still to come, its run is left out: after a restart at five past, the tenant due at ten past waits for more than an hour. Move the clock back by the offset first.',
    },
    {
      file: 'now-is-soon-enough.ts',
      fails: ['a run that is now is not the next one'],
      belief:
        'Asked at the very moment of a run you answer with that run. The timer is armed for now, fires, asks again, gets now again: the loop runs a job hundreds of times a minute. Strictly after.',
    },
    {
      file: 'rates-are-in-seconds.ts',
      fails: [
        'there is room for all of them at the rate asked for',
        'part of a millisecond counts as a whole one',
        'the spread ends with the period',
      ],
      belief:
        'Jobs divided by jobs per second are seconds, and you return them as milliseconds. Six hundred jobs are spread over 60 ms, which is a herd. Times a thousand.',
    },
    {
      file: 'room-for-everybody.ts',
      fails: ['the spread ends with the period'],
      belief:
        'You spread beyond the period. A run that comes after the next slot meets the run of that slot, and a tenant has two at once. If there is no room in the period, more spreading does not help: the rate has to go up, or the work has to go down.',
    },
    {
      file: 'the-whole-period.ts',
      fails: ['the spread is no longer than needed', 'part of a millisecond counts as a whole one'],
      belief:
        'You always use the whole period. A report that could be there a minute past the hour comes at five to, for nothing: ten tenants are no herd. As long as needed, no longer.',
    },
    {
      file: 'rounds-down.ts',
      fails: ['part of a millisecond counts as a whole one'],
      belief:
        "You round down, so the rate is a little more than was promised. With 3 a second that is nobody's problem; with one job and a thousand a second the spread is zero, and a remainder by zero is no number. Round up.",
    },
  ],
});
