import { RELEASE_IF_HOLDER } from '../coordination/lease.ts';
import { type Member, makeReport, type Strategy } from '../member.ts';

/**
 * The lock most people write: taken with SET NX PX, released by its owner. It is right as a lock and wrong as a
 * coordinator. A node whose clock lags comes by when the lock is free again; a run longer than the lock loses it unawares.
 */
export const lock: Strategy = {
  name: 'lock',
  idea: 'whoever gets the lock runs, then releases it',
  looksBack: false,
  // #region lock
  async run(member: Member, slot: number) {
    const { redis, settings, id } = member;
    const key = `lock:${settings.job}`;
    const holder = `${id}:${slot}`;
    if ((await redis.set(key, holder, 'PX', settings.leaseMs, 'NX')) !== 'OK') return member.tell('leaves', { slot });
    member.tell('acquires', { slot });
    await makeReport(member, slot, member.stop);
    await member.reports.append({ job: settings.job, slot, node: id });
    member.tell('writes', { slot });
    await redis.eval(RELEASE_IF_HOLDER, 1, key, holder);
  },
  // #endregion lock
};
