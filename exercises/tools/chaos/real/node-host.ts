/**
 * Run by node-process.ts, never by hand: one node in a process of its own. It loads the node program named on its
 * command line, gives it the world it is told to, and passes on what it records.
 */
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { connectMember } from '../../../../examples/level3-distributed-coordinator/member-connection.ts';
import { openReports } from '../../../../examples/level3-distributed-coordinator/report/open-reports.ts';
import { skewedClock } from '../../../../examples/level3-distributed-coordinator/skewed-clock.ts';
import { systemClock } from '../../../../examples/scheduler/clock/system-clock.ts';
import type { NodeProgram } from '../cluster-node.ts';
import type { FromNode, Prepare, ToNode } from './protocol.ts';

const programFile = process.argv[2] as string;
const stopping = new AbortController();
const begun = new EventTarget();
let skewMs = 0;
let since = 0;

const say = (message: FromNode) => void process.send?.(message);

async function live(prepare: Prepare): Promise<void> {
  const { id, settings, strategy, reportFile, redisUrl } = prepare;
  skewMs = prepare.skewMs;
  const program = (await import(pathToFileURL(programFile).href)) as NodeProgram;
  const redis = await connectMember(redisUrl, settings);
  const { reports } = await openReports({ file: reportFile }, settings.job);
  const clock = skewedClock(systemClock, () => skewMs);
  const record = (type: string, details = {}) =>
    say({ type: 'event', at: systemClock.now(), event: { type, ...details } });
  const begin = once(begun, 'begin');
  say({ type: 'ready' });
  await begin;
  await program.runNode({ id, clock, redis, reports, settings, since, strategy, record, stop: stopping.signal });
  say({ type: 'stopped' });
}

const fail = (error: unknown) =>
  say({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });

process.on('message', (message: ToNode) => {
  if (message.type === 'prepare') live(message).catch(fail);
  if (message.type === 'skew') skewMs = message.skewMs;
  if (message.type === 'stop') stopping.abort();
  if (message.type !== 'begin') return;
  since = message.since;
  begun.dispatchEvent(new Event('begin'));
});

process.on('uncaughtException', fail);
// The lab is gone, however it went: a node without it has nobody to stop it.
process.on('disconnect', () => process.exit(0));
