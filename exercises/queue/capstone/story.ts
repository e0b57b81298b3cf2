import {
  type Fault,
  type HistoryEvent,
  type JobQueue,
  ProcessClock,
  QueueModel,
  type Random,
  seededRandom,
  sleep,
  VirtualClock,
} from '#kit';
import type { Refund } from '../37-exactly-once-effect/exercise.ts';
import { Database } from '../37-exactly-once-effect/ledger.ts';
import { FAULT_WORDS, faultSchedule } from './fault-lab.ts';
import { type Bank, BankAway, NoSuchAccount, type RefundShop } from './shop.ts';

export const DURATION_MS = 60_000;
const SETTLE_MS = 30_000;
const LOCK_MS = 1_000;
const LEDGER_STEP_MS = 15;
const ORDERS = 20;
/** Refunds of these go to accounts that do not exist. */
export const isHopeless = (order: string): boolean => order.endsWith('x');

/** How often the bank is away when it is asked about this one. */
export const timesAway = (order: string): number => order.charCodeAt(1) % 3;

/** Who asks for what, and when; some ask twice. */
export function ordersOf(random: Random, withinMs: number): { refund: Refund; atMs: number }[] {
  return Array.from({ length: ORDERS }, (_, i) => {
    const order = `o${i}${random() < 0.2 ? 'x' : ''}`;
    const refund = { order, refund: 'r-1', cents: 100 + i };
    const atMs = 100 + random() * withinMs;
    return random() < 0.25
      ? [
          { refund, atMs },
          { refund, atMs: atMs + random() * 5_000 },
        ]
      : [{ refund, atMs }];
  }).flat();
}

export const namesOf = (nodes: number): string[] =>
  Array.from({ length: nodes }, (_, at) => String.fromCharCode(65 + at));

/** Kills, and loops blocked for longer than a lock lasts; all is healed after seven tenths of the time. */
export function faultsFor(seed: number, nodes: number): Fault[] {
  const options = { nodes: namesOf(nodes), durationMs: DURATION_MS, leaseMs: 2 * LOCK_MS, maxSkewMs: 0 };
  return faultSchedule(seed, { ...options, kinds: ['kill', 'pause'], everyMs: 1_500 });
}

/** A minute of a refund desk in virtual time, and half of another in which it may come to itself. */
export async function tell(
  shop: RefundShop,
  seed: number,
  nodes: number,
  faults: readonly Fault[],
): Promise<HistoryEvent[]> {
  const clock = new VirtualClock();
  const random = seededRandom(seed);
  // Chance that belongs to an order or a moment, not to a sequence: with a fault left out the rest stays as it was.
  const chance = (what: string) => seededRandom([...what].reduce((sum, char) => sum * 31 + char.charCodeAt(0), seed))();
  const model = new QueueModel({ clock, random: () => 0.5 });
  const database = new Database(LEDGER_STEP_MS);
  const events: HistoryEvent[] = [];
  const record = (node: string, type: string, note?: string) =>
    void events.push({ t: clock.monotonic(), node, type, ...(note !== undefined && { note }) });
  const checks = new Map<string, number>();
  const told = new Set<string>();

  const start = (name: string): ProcessClock => {
    const own = new ProcessClock(clock);
    const latencyMs = () => 5;
    const queue = model.queue('refunds', { clock: own, latencyMs });
    const letters = observed(model.queue('letters', { clock: own, latencyMs }), told, (order, why) =>
      record(name, 'buries', `${order}: ${why}`),
    );
    const ledger = database.connect(own, ({ order }) => record(name, 'pays', order));
    const bank: Bank = {
      async check({ order }) {
        const asked = (checks.get(order) ?? 0) + 1;
        checks.set(order, asked);
        await sleep(own, 50 + chance(`${order} ${asked}`) * 400);
        if (isHopeless(order)) throw new NoSuchAccount(`${order} goes to an account that does not exist`);
        if (asked <= timesAway(order)) throw new BankAway('the bank is away');
      },
    };
    shop.runWorker({
      ...{ clock: own, ledger, bank, letters },
      work: (processor) =>
        model.worker(
          'refunds',
          (job) => {
            record(name, 'takes', job.data.order);
            return processor(job);
          },
          { clock: own, concurrency: 3, lockDuration: LOCK_MS, stalledInterval: LOCK_MS },
        ),
    });
    const sweeps = async () => {
      for (;;) {
        await sleep(own, 2_000);
        await shop.sweep(queue, letters).catch((error) => record(name, 'cannot sweep', String(error)));
      }
    };
    void sweeps();
    return own;
  };

  const processes = new Map(namesOf(nodes).map((name) => [name, start(name)]));
  for (const { node, kind, atMs, forMs } of faults) {
    const [begins, ends] = kind === 'pause' ? ['is blocked', 'goes on'] : FAULT_WORDS[kind];
    clock.setTimeout(() => {
      record(node, begins);
      if (kind === 'kill') processes.get(node)?.kill();
      else processes.get(node)?.block(forMs);
    }, atMs);
    clock.setTimeout(() => {
      record(node, ends);
      if (kind === 'kill') processes.set(node, start(node));
    }, atMs + forMs);
  }

  const desk = model.queue('refunds');
  const ask = (refund: Refund) => async () => {
    await shop.accept(desk, refund).then(
      () => record('the desk', 'accepts', refund.order),
      (error) => record('the desk', 'cannot accept', `${refund.order}: ${error}`),
    );
  };
  for (const { refund, atMs } of ordersOf(random, DURATION_MS * 0.6)) clock.setTimeout(() => void ask(refund)(), atMs);
  await clock.advance(DURATION_MS + SETTLE_MS);
  for (const process of processes.values()) process.kill();
  record('nobody', 'is at work');
  return events;
}

/** Tells of each letter once, however often it is added. */
function observed(letters: JobQueue, told: Set<string>, onLetter: (order: string, why: string) => void): JobQueue {
  return {
    ...letters,
    async add(name, data, opts) {
      const letter = await letters.add(name, data, opts);
      if (told.has(letter.id)) return letter;
      told.add(letter.id);
      const { data: refund, error } = (data ?? {}) as { data?: Refund; error?: string };
      onLetter(refund?.order ?? 'nothing', error ?? 'no reason');
      return letter;
    },
  };
}
