import { sleep } from '../../scheduler/clock/sleep.ts';
import { claimSlot, slotKey } from '../coordination/claim-slot.ts';
import { nextToken } from '../coordination/fencing-token.ts';
import { type Lease, LeaseLost, takeLease } from '../coordination/lease.ts';
import { type Member, makeReport, type Strategy } from '../member.ts';
import { reasonOf } from '../reason.ts';

/**
 * Three things, each for what it is good at. The lease, one per slot, says who works now, and lets another take over
 * from the dead. The slot's key says that the work is done, to whoever comes by late. The token, checked by the resource
 * itself, says whose word counts: it alone holds when a node sleeps through its lease, or Redis forgets everything.
 */
export const fenced: Strategy = {
  name: 'fenced',
  idea: 'a lease per slot, and a token the report table checks',
  looksBack: true,
  // #region pursue
  async run(member: Member, slot: number) {
    const { clock, settings, stop } = member;
    for (let attempt = 1; clock.now() < slot + settings.patienceMs; attempt++) {
      const done = await attemptSlot(member, slot, attempt).catch((error: unknown) => {
        stop.throwIfAborted();
        if (!(error instanceof LeaseLost)) member.tell('cannot reach', { slot, note: reasonOf(error) });
        return false;
      });
      if (done) return;
      await sleep(clock, settings.tickMs, stop);
    }
  },
  // #endregion pursue
};

/** True when the slot needs no more looking at. */
async function attemptSlot(member: Member, slot: number, attempt: number): Promise<boolean> {
  const { redis, clock, settings, id } = member;
  const { job, leaseMs, renewEveryMs } = settings;
  if (await redis.get(slotKey(job, slot))) {
    member.tell('leaves', { slot });
    return true;
  }
  const key = `lease:${job}:${slot}`;
  const held = await takeLease(redis, clock, { key, holder: `${id}:${attempt}`, leaseMs, renewEveryMs });
  if (!held) return false;
  try {
    return await runUnderLease(member, slot, held);
  } finally {
    await held.release().catch(() => {});
  }
}

// #region fenced
async function runUnderLease(member: Member, slot: number, held: Lease): Promise<boolean> {
  const { redis, reports, settings, id, stop } = member;
  const { job, slotKeyMs: ttlMs } = settings;
  held.signal.addEventListener('abort', () => member.tell('loses', { slot }));

  const before = await reports.largestToken(slot);
  const token = await nextToken(redis, job, before);
  const report = { job, slot, node: id, token };

  const begun = await reports.begin(report);
  if (begun === 'stale') return false;
  if (begun === 'begun') {
    member.tell(before > 0 ? 'takes over' : 'acquires', { slot, token });
    await makeReport(member, slot, AbortSignal.any([held.signal, stop]));
    if (!(await reports.write(report))) {
      member.tell('is refused', { slot, token });
      return false;
    }
    member.tell('writes', { slot, token });
  }
  await claimSlot(redis, { job, slotMs: slot, ttlMs, owner: id });
  return true;
}
// #endregion fenced
