import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../scheduler/clock/system-clock.ts';
import { paint, table } from '../../shared/console.ts';
import { runEntry } from '../../shared/entry.ts';
import { nearest } from '../../shared/nearest.ts';
import type { DeskWorld } from '../desk/desk.ts';
import { openDesk } from '../desk/open.ts';
import { QueueError } from '../errors.ts';
import { measureComparison } from './comparison.ts';
import { measureDegradation } from './degradation.ts';
import { measureGapPatrol, measureRestoreDrill } from './desk-figures.ts';
import type { Measured } from './figures.ts';
import { measureJitter } from './jitter.ts';
import { measureLagSlowing } from './lag-slowing.ts';
import { measureMarketSession } from './market-session.ts';
import { measureOffPeak } from './off-peak.ts';
import { measureTenants } from './tenants.ts';

const policies: Record<string, (world: DeskWorld) => Promise<Measured> | Measured> = {
  jitter: () => measureJitter(),
  'off-peak': () => measureOffPeak(),
  'market-session': () => measureMarketSession(),
  'lag-slowing': () => measureLagSlowing(),
  degradation: () => measureDegradation(),
  tenants: () => measureTenants(),
  comparison: () => measureComparison(),
  'gap-patrol': measureGapPatrol,
  'restore-drill': measureRestoreDrill,
};

await runEntry(async () => {
  const names = Object.keys(policies);
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new QueueError(
      'bad-argument',
      `There is no policy "${unknown}". Nearest: ${nearest(unknown, names).join(', ')}`,
    );
  }
  console.log(
    'What each policy changes. The days are simulated; nothing is enqueued. Two seconds, and no Redis is needed.',
  );

  const directory = await mkdtemp(join(tmpdir(), 'clockwork-policies-'));
  const desk = await openDesk({ directory, url: undefined }, systemClock);
  for (const [name, measure] of Object.entries(policies)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const { policy, scene, figures } = await measure(desk.world);
    console.log(`\n${paint('bold', policy)}  ${paint('gray', scene)}`);
    console.log(table(figures.map(({ what, before, after }) => ({ '': what, before, after }))));
  }
  await desk.close();
  await rm(directory, { recursive: true, force: true });
});
