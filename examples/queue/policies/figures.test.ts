import { describe, expect, it } from 'vitest';
import { measureComparison } from './comparison.ts';
import { measureDegradation } from './degradation.ts';
import type { Measured } from './figures.ts';
import { measureJitter } from './jitter.ts';
import { measureLagSlowing } from './lag-slowing.ts';
import { measureMarketSession } from './market-session.ts';
import { measureOffPeak } from './off-peak.ts';
import { measureTenants } from './tenants.ts';

const figure = ({ figures }: Measured, what: RegExp) => {
  const found = figures.find((candidate) => what.test(candidate.what));
  if (!found) throw new Error(`no figure ${what}`);
  return found;
};

describe('measured in simulated time', () => {
  it('jitter takes the peak off the full hour', () => {
    expect(figure(measureJitter(), /most jobs waiting/)).toMatchObject({ before: 196, after: 2 });
  });

  it('an off-peak window keeps heavy work out of the way of small requests', () => {
    expect(figure(measureOffPeak(), /over 5 s/)).toMatchObject({ after: '0.0 %' });
  });

  it('a market calendar leaves no refresh for a closed market', () => {
    const refreshes = figure(measureMarketSession(), /in the week/);
    // Three whole days of 6.5 hours and one of 3.5, four times a minute.
    expect(refreshes.after).toBe((3 * 6.5 + 3.5) * 60 * 4);
  });

  it('slowing by lag bounds the lag, and hysteresis the changes of pace', () => {
    const measured = measureLagSlowing();
    expect(figure(measured, /longest lag/)).toEqual({ what: 'longest lag', before: '40 min', after: '37 s' });
    const { before, after } = figure(measured, /changes/);
    expect(Number(after)).toBeLessThan(Number(before) / 10);
  });

  it('degradation keeps most core jobs on time', () => {
    const { before, after } = figure(measureDegradation(), /core/);
    expect(Number.parseFloat(String(after))).toBeGreaterThan(4 * Number.parseFloat(String(before)));
  });

  it('quotas keep a noisy tenant from the quiet ones', () => {
    expect(figure(measureTenants(), /longest wait/)).toMatchObject({ before: '1.6 min', after: '1.1 s' });
  });

  it('a comparison is of the same day, and names the better one', () => {
    expect(measureComparison().scene).toContain('jitter does better');
  });
});
