import { takeLease } from '../coordination/lease.ts';
import { type Member, makeReport, type Strategy } from '../member.ts';

/**
 * The lock, renewed while the work lasts, with a signal when it is lost. Long runs keep it now, and a dead holder's ends
 * soon. Still it says who may work at this moment, and not whether the slot was done: the node that lags runs it again.
 */
export const lease: Strategy = {
  name: 'lease',
  idea: 'the lock is renewed while the work lasts, and stops the work when lost',
  looksBack: false,
  // #region lease
  async run(member: Member, slot: number) {
    const { redis, clock, settings, id, stop } = member;
    const { leaseMs, renewEveryMs } = settings;
    const key = `lease:${settings.job}`;
    const held = await takeLease(redis, clock, { key, holder: `${id}:${slot}`, leaseMs, renewEveryMs });
    if (!held) return member.tell('leaves', { slot });
    member.tell('acquires', { slot });
    held.signal.addEventListener('abort', () => member.tell('loses', { slot }));
    try {
      await makeReport(member, slot, AbortSignal.any([held.signal, stop]));
      await member.reports.append({ job: settings.job, slot, node: id });
      member.tell('writes', { slot });
    } finally {
      await held.release();
    }
  },
  // #endregion lease
};
