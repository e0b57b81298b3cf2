import type { GapPolicy, OverlapPolicy } from '../../../examples/scheduler/cron/index.ts';

/** What a visitor has chosen. It lives in the address, so that a link shows others the same. */
export interface Settings {
  expression: string;
  timeZone: string;
  gap: GapPolicy;
  overlap: OverlapPolicy;
}

export const gapPolicies: Record<GapPolicy, string> = {
  shift: 'run at the first instant after it',
  skip: 'leave that run out',
};

export const overlapPolicies: Record<OverlapPolicy, string> = {
  wildcard: 'twice if it follows the clock (*), else once',
  both: 'twice',
  once: 'once',
};

export function readSettings(query: string, defaults: Settings): Settings {
  const given = new URLSearchParams(query);
  const policy = <P extends string>(name: string, policies: Record<P, string>, standard: P): P => {
    const value = given.get(name);
    return value !== null && Object.hasOwn(policies, value) ? (value as P) : standard;
  };
  return {
    expression: given.get('cron') ?? defaults.expression,
    timeZone: given.get('zone') ?? defaults.timeZone,
    gap: policy('gap', gapPolicies, defaults.gap),
    overlap: policy('overlap', overlapPolicies, defaults.overlap),
  };
}

/** Always names the zone, since the default is wherever the reader of the link is; the policies only when changed. */
export function writeSettings(settings: Settings, defaults: Settings): string {
  const query = new URLSearchParams({ cron: settings.expression, zone: settings.timeZone });
  if (settings.gap !== defaults.gap) query.set('gap', settings.gap);
  if (settings.overlap !== defaults.overlap) query.set('overlap', settings.overlap);
  return `?${query}`;
}
