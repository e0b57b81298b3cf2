import { parseArgs } from 'node:util';
import { Level3Error } from './level3-error.ts';
import type { Strategy } from './member.ts';
import { checkSettings, DEFAULTS, FAST, type Settings } from './settings.ts';
import { STRATEGIES, strategyNamed } from './strategy/index.ts';

export interface Options {
  strategy: Strategy;
  settings: Settings;
  /** Each node's name, and how far its clock is off. */
  nodes: { id: string; skewMs: number }[];
  /** Ends by itself after this long; otherwise with Ctrl+C. */
  seconds: number | undefined;
}

export const USAGE = `npm run level3 -- [--strategy ${STRATEGIES.map(({ name }) => name).join('|')}] [--fast] [--seconds N]
                  [--instance-id NAME] [--skew MS] [--lease MS] [--renew MS] [--work MS] [--max-skew MS] [--slot-key MS]`;

export function parseOptions(args: string[]): Options {
  const values = readFlags(args);
  const base = values.fast ? FAST : DEFAULTS;
  const settings = checkSettings({
    ...base,
    workMs: milliseconds('--work', values.work) ?? base.workMs,
    leaseMs: milliseconds('--lease', values.lease) ?? base.leaseMs,
    renewEveryMs: milliseconds('--renew', values.renew) ?? base.renewEveryMs,
    maxSkewMs: milliseconds('--max-skew', values['max-skew']) ?? base.maxSkewMs,
    slotKeyMs: milliseconds('--slot-key', values['slot-key']) ?? base.slotKeyMs,
  });
  const name = values.strategy ?? 'fenced';
  const strategy = strategyNamed(name);
  if (!strategy) throw bad('--strategy', name, STRATEGIES.map((known) => known.name).join(', '));
  const skewMs = milliseconds('--skew', values.skew) ?? 0;
  if (Math.abs(skewMs) > settings.maxSkewMs) {
    const message = `--skew is ${skewMs} ms and clocks may be ${settings.maxSkewMs} ms apart: give a smaller one, or a larger --max-skew.`;
    throw new Level3Error('skew-too-large', message);
  }
  const seconds = milliseconds('--seconds', values.seconds);
  if (seconds !== undefined && seconds > 86_400) throw bad('--seconds', `${seconds}`, 'at most 86400, a day');
  return { strategy, settings, seconds, nodes: chooseNodes(values['instance-id'], skewMs, settings) };
}

function readFlags(args: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args,
      options: {
        strategy: text,
        fast: { type: 'boolean' },
        seconds: text,
        'instance-id': text,
        skew: text,
        work: text,
        lease: text,
        renew: text,
        'max-skew': text,
        'slot-key': text,
      },
    }).values;
  } catch (error) {
    throw new Level3Error('bad-option', `${(error as Error).message}\n${USAGE}`);
  }
}

/** Three nodes in one process have clocks that disagree, as on any three machines; the last one lags a whole run. */
function chooseNodes(instanceId: string | undefined, skewMs: number, { workMs }: Settings): Options['nodes'] {
  if (instanceId === undefined) {
    const lagging = -Math.round(workMs * 1.2);
    return [
      { id: 'node1', skewMs: 0 },
      { id: 'node2', skewMs: 40 },
      { id: 'node3', skewMs: lagging },
    ];
  }
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(instanceId)) {
    throw bad('--instance-id', instanceId, 'a letter, then up to nineteen letters, digits or dashes, all lower case');
  }
  return [{ id: instanceId, skewMs }];
}

function milliseconds(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = /^-?\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
  if (flag === '--skew' && Number.isNaN(value)) throw bad(flag, text, 'a whole number, below 0 for a clock that lags');
  if (flag !== '--skew' && !(value > 0)) throw bad(flag, text, 'a whole number above 0');
  return value;
}

const bad = (flag: string, value: string, expected: string) =>
  new Level3Error('bad-option', `${flag} is '${value}': expected ${expected}.`);
