import { claimSlot } from '../coordination/claim-slot.ts';
import { type Member, makeReport, type Strategy } from '../member.ts';

/**
 * A key per scheduled instant, claimed once and never released. However late a node comes by, the slot is taken. But
 * whoever claimed it may die before the work is done, and nobody takes over; and a Redis that restarts has forgotten.
 */
export const slot: Strategy = {
  name: 'slot',
  idea: 'whoever claims the slot runs it, and the claim is never released',
  looksBack: false,
  // #region slot
  async run(member: Member, slot: number) {
    const { redis, settings, id } = member;
    const claimed = await claimSlot(redis, { job: settings.job, slotMs: slot, ttlMs: settings.slotKeyMs, owner: id });
    if (!claimed) return member.tell('leaves', { slot });
    member.tell('acquires', { slot });
    await makeReport(member, slot, member.stop);
    await member.reports.append({ job: settings.job, slot, node: id });
    member.tell('writes', { slot });
  },
  // #endregion slot
};
