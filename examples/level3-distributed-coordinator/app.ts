import { randomUUID } from 'node:crypto';
import type { Clock } from '../scheduler/clock/clock.ts';
import { keepName } from './coordination/keep-name.ts';
import type { Deed, Member, Telling } from './member.ts';
import { connectMember } from './member-connection.ts';
import type { Options } from './options.ts';
import type { Reports } from './report/reports.ts';
import { runMember } from './run-member.ts';
import { Screen } from './screen.ts';
import { skewedClock } from './skewed-clock.ts';
import { Tally } from './tally.ts';

export interface World {
  redisUrl: string;
  reports: Reports;
  clock: Clock;
  print: (line: string) => void;
}

export interface Level3 {
  /** Rejects if a node finds its name taken while it runs. */
  failed: Promise<never>;
  /** Lets every node finish what it may finish, and gives the rows of the final table. */
  stop(): Promise<Record<string, string | number>[]>;
}

/** Starts the nodes of this process: three, or the one that was named. */
export async function startLevel3(options: Options, { redisUrl, reports, clock, print }: World): Promise<Level3> {
  const { strategy, settings, nodes } = options;
  const ids = nodes.map(({ id }) => id);
  const since = clock.now();
  const screen = new Screen(ids, clock, print);
  const tally = new Tally();
  const stopping = new AbortController();
  let fail: (error: Error) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => {});

  const startNode = async ({ id, skewMs }: Options['nodes'][number]) => {
    const redis = await connectMember(redisUrl, settings);
    const name = await keepName(redis, clock, { ...settings, id, holder: randomUUID() }, fail).catch((error) => {
      redis.disconnect();
      throw error;
    });
    const tell = (deed: Deed, telling: Telling) => {
      tally.add(id, deed, telling.slot);
      screen.show(id, deed, telling);
    };
    const ownClock = skewedClock(clock, () => skewMs);
    const member: Member = { id, clock: ownClock, redis, reports, settings, since, tell, stop: stopping.signal };
    const running = runMember(member, strategy);
    return async () => {
      await running;
      await name.release();
      redis.disconnect();
    };
  };

  const stops = await Promise.all(nodes.map(startNode));
  return {
    failed,
    stop: async () => {
      stopping.abort();
      await Promise.all(stops.map((stopNode) => stopNode()));
      return tally.rows(ids, await reports.copies(since));
    },
  };
}
