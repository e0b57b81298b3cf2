import { type Member, makeReport, type Strategy } from '../member.ts';

/** What every program does that was written for one machine and then started on three. */
export const naive: Strategy = {
  name: 'naive',
  idea: 'every node runs every slot',
  looksBack: false,
  // #region naive
  async run(member: Member, slot: number) {
    await makeReport(member, slot, member.stop);
    await member.reports.append({ job: member.settings.job, slot, node: member.id });
    member.tell('writes', { slot });
  },
  // #endregion naive
};
