import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../../scheduler/clock/system-clock.ts';
import { paint, table } from '../../shared/console.ts';
import { runEntry } from '../../shared/entry.ts';
import { nearest } from '../../shared/nearest.ts';
import { openConnection } from '../connection.ts';
import type { DeskWorld } from '../desk/desk.ts';
import { openDesk } from '../desk/open.ts';
import { QueueError } from '../errors.ts';
import { readSettings } from '../settings.ts';
import { measureComparison } from './comparison.ts';
import { measureDegradation } from './degradation.ts';
import { measureGapPatrol, measureRestoreDrill } from './desk-figures.ts';
import type { Measured } from './figures.ts';
import { measureJitter } from './jitter.ts';
import { measureLagSlowing } from './lag-slowing.ts';
import { measureMarketSession } from './market-session.ts';
import { measureOffPeak } from './off-peak.ts';
import { drillDesk, patrolDesk } from './on-desk.ts';
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

const usage = `npm run queue:policies -- [${Object.keys(policies).join('] [')}]
npm run queue:policies -- gap-patrol --desk      patrols the real desk and enqueues repairs
npm run queue:policies -- restore-drill --desk   restores the newest backup of the real desk`;

await runEntry(async () => {
  const { values, positionals: asked } = parseArgs({
    options: { desk: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const names = Object.keys(policies);
  const unknown = asked.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const text = `There is no policy "${unknown}". Nearest: ${nearest(unknown, names).join(', ')}`;
    throw new QueueError('bad-argument', text);
  }
  if (values.help) console.log(usage);
  else if (values.desk) await workOnDesk(asked);
  else await showFigures(asked.length > 0 ? asked : names);
});

/** On a desk made up for the purpose, which is gone afterwards. */
async function showFigures(asked: readonly string[]): Promise<void> {
  console.log('What each policy changes. The days are simulated; nothing is enqueued, and no Redis is needed.');
  const directory = await mkdtemp(join(tmpdir(), 'clockwork-policies-'));
  const desk = await openDesk({ directory, url: undefined }, systemClock);
  for (const [name, measure] of Object.entries(policies)) {
    if (!asked.includes(name)) continue;
    const { policy, scene, figures } = await measure(desk.world);
    console.log(`\n${paint('bold', policy)}  ${paint('gray', scene)}`);
    console.log(table(figures.map(({ what, before, after }) => ({ '': what, before, after }))));
  }
  await desk.close();
  await rm(directory, { recursive: true, force: true });
}

async function workOnDesk([name]: readonly string[]): Promise<void> {
  const { directory, databaseUrl } = readSettings(process.env);
  const desk = await openDesk({ directory, url: databaseUrl }, systemClock);
  if (name === 'restore-drill') {
    console.log(await drillDesk(desk.world));
  } else if (name === 'gap-patrol') {
    const { connection, onError, close } = await openConnection(process.env, { clock: systemClock, say: console.log });
    console.log(await patrolDesk(desk.world, { connection, onError }));
    await close();
  } else {
    throw new QueueError('bad-argument', `--desk goes with gap-patrol or restore-drill, not with ${name ?? 'nothing'}`);
  }
  await desk.close();
}
