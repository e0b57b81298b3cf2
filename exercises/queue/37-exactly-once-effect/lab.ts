import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'exactly-once-effect',
  title: 'Exactly once, in effect',
  concepts: ['idempotence', 'stalled job', 'transaction'],
  needs: ['retries-and-the-dead-letter'],
  points: 25,
  note: 'queue-advanced',
  wrong: [
    {
      file: 'key-by-job-id.ts',
      fails: [
        'the same refund asked for by another job has the same key',
        'a job sent again under a new id pays nothing more, and gives the receipt',
      ],
      belief:
        'You put the id of the job into the key. A stalled job keeps its id, so all your tests pass; then somebody sends a dead letter again, or a client repeats a request, and the same refund comes under a new id: paid twice. The key is what was ordered, not who carries it.',
    },
    {
      file: 'key-by-attempt.ts',
      fails: ['a later try has the same key'],
      belief:
        'You put the number of the try into the key. The first try pays, dies before it can say so, and the second has a key of its own and pays again: retries are what the key was there for.',
    },
    {
      file: 'one-refund-an-order.ts',
      fails: ['two refunds of one order have different keys', 'different refunds have different keys'],
      belief:
        'You use the order alone. An order can be refunded in two parts, for two broken cups, and the second is taken for a repetition of the first: the customer never gets it. The key names the effect, not the thing it is about.',
    },
    {
      file: 'glued-together.ts',
      fails: ['different refunds have different keys'],
      belief:
        'You glue the parts together. Order 1, refund 12 and order 11, refund 2 are then the same key, and the second of them is never paid. With a sign between them it is the same as soon as the sign can be in a part: let JSON keep them apart.',
    },
    {
      file: 'key-after-effect.ts',
      fails: [
        'an effect that gives nothing happens once too',
        'of two that come at the same moment, one acts',
        'a worker killed at any moment: the money goes out exactly once',
        'a worker blocked past its lock at any moment: the money goes out exactly once',
      ],
      belief:
        'You look for the key, pay, and then write the key down. A worker that is killed between the last two has paid and left no trace; a blocked one is overtaken and both pay (taskforcesh/bullmq#3183). The window is small, so it will be hit when there is most to do. Key and effect belong in one transaction.',
    },
    {
      file: 'key-before-effect.ts',
      fails: [
        'an effect that fails leaves no key: the next try can do it',
        'a worker killed at any moment: the money goes out exactly once',
      ],
      belief:
        'You write the key, and then pay in a second transaction. A worker that dies between the two, or an effect that fails, leaves a key that says "done" for a refund that never was; every retry believes it. Twice is bad, never is no better. Put both into one transaction.',
    },
    {
      file: 'outside-the-transaction.ts',
      fails: [
        'of two that come at the same moment, one acts',
        'a worker killed at any moment: the money goes out exactly once',
        'a worker blocked past its lock at any moment: the money goes out exactly once',
      ],
      belief:
        'You claim the key in one transaction and run the effect in another inside it. The inner one commits for itself: if the outer one then dies, the money is gone and the key is not there. The effect has to write through the transaction that holds its key.',
    },
    {
      file: 'a-repetition-has-no-result.ts',
      fails: [
        'who comes later gets the result of the first, and nothing happens again',
        'of two that come at the same moment, one acts',
        'a job sent again under a new id pays nothing more, and gives the receipt',
      ],
      belief:
        'You give nothing to whoever comes second. Nothing happens twice, but the job that was repeated completes without a receipt, and the step after it fails, or mails the customer "undefined". Keep the result with the key and give it back.',
    },
    {
      file: 'a-repetition-is-an-error.ts',
      fails: [
        'who comes later gets the result of the first, and nothing happens again',
        'an effect that gives nothing happens once too',
        'of two that come at the same moment, one acts',
        'a job sent again under a new id pays nothing more, and gives the receipt',
        'to be asked again is no error: both jobs complete',
      ],
      belief:
        'You throw when the key is taken. Then a refund that went well is reported as failed: it is tried again, fails again, and lies with the dead letters, where somebody will pay it by hand. To be asked again is no error; answer as you did the first time.',
    },
    {
      file: 'keeps-the-result-to-itself.ts',
      fails: [
        'the effect happens and its result is given',
        'who comes later gets the result of the first, and nothing happens again',
        'of two that come at the same moment, one acts',
        'a job sent again under a new id pays nothing more, and gives the receipt',
      ],
      belief:
        'You keep the result for those who come later and give the first caller nothing. Its job completes without a receipt, though it was the one that paid. Who is first and who comes later must not be able to tell.',
    },
    {
      file: 'once-is-once.ts',
      fails: ['different keys are different effects', 'each of many refunds is paid'],
      belief:
        'You claim one and the same key whatever you are given. The first effect ever happens; all others are answered with its result, and a thousand customers hold the receipt of the first. Use the key.',
    },
    {
      file: 'one-key-for-all.ts',
      fails: ['each of many refunds is paid'],
      belief:
        'You use the name of the job as the key: the first refund is paid, and all those after it are taken for repetitions. The customers will tell you. A key names one effect.',
    },
    {
      file: 'pays-past-the-key.ts',
      fails: [
        'a worker blocked past its lock at any moment: the money goes out exactly once',
        'a job sent again under a new id pays nothing more, and gives the receipt',
      ],
      belief:
        'You wrote the guard and pay without it. A queue works a job at least once, which is to say now and then twice; what makes it once is the key, on every way that leads to the money.',
    },
    {
      file: 'keeps-every-key.ts',
      fails: ['keys older than they are kept are forgotten', 'it says how many'],
      belief:
        'You keep every key, to be safe. A table that gets a row with every job and never loses one is slow after a year, and every claim goes through it. Nothing comes back after a month: keep keys for longer than any job can be sent again, and no longer.',
    },
    {
      file: 'forgets-the-young.ts',
      fails: ['younger keys stay', 'it says how many'],
      belief:
        'You forget all keys that there are. A job that stalls around that moment finds its key gone and pays once more. A key must live for as long as its job can come back.',
    },
    {
      file: 'nobody-counts.ts',
      fails: ['it says how many'],
      belief:
        'You forget keys and say that it was none. A cleanup that does nothing looks just the same, and nobody notices until the disk is full. Pass the number on, and log it.',
    },
    {
      file: 'no-expiry.ts',
      fails: ['keys are dated when their effect happens, so that they can grow old'],
      belief:
        'You date your keys at the end of time. They never get old, so the cleanup, which works, never finds one, and the table grows by a row with every job. Date a key when its effect happens.',
    },
  ],
});
