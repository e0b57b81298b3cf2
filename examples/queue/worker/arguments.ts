import { parseArgs } from 'node:util';
import { nearest } from '../../shared/nearest.ts';
import { parseWhole } from '../arguments.ts';
import { QueueError } from '../errors.ts';
import type { Catalogue, Profile, TaskContract } from '../tasks/contract.ts';

export interface WorkerArguments {
  readonly profile: Profile | 'all';
  readonly contracts: readonly TaskContract[];
  /** How many jobs of one queue run at once in this process. */
  readonly concurrency: (contract: TaskContract) => number;
}

const profiles = ['io', 'cpu', 'all'] as const;
/** What waits can wait together; what computes would only get in its own way. */
const defaultConcurrency: Record<Profile, number> = { io: 8, cpu: 1 };

export function parseWorkerArguments(args: readonly string[], catalogue: Catalogue): WorkerArguments {
  const { values } = readOptions(args);
  const profile = profiles.find((known) => known === (values.profile ?? 'all'));
  if (!profile) {
    const given = values.profile as string;
    throw new QueueError('unknown-profile', `There is no profile "${given}": expected io, cpu or all`);
  }
  const inProfile = Object.values(catalogue).filter((contract) => profile === 'all' || contract.profile === profile);
  const contracts = values.queues === undefined ? inProfile : pickQueues(values.queues, inProfile, catalogue, profile);
  const fixed =
    values.concurrency === undefined
      ? undefined
      : parseWhole('--concurrency', values.concurrency, { from: 1, to: 1_000 });
  return { profile, contracts, concurrency: (contract) => fixed ?? defaultConcurrency[contract.profile] };
}

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { profile: { type: 'string' }, queues: { type: 'string' }, concurrency: { type: 'string' } },
    });
  } catch (error) {
    throw new QueueError('bad-argument', (error as Error).message);
  }
}

function pickQueues(
  list: string,
  inProfile: readonly TaskContract[],
  catalogue: Catalogue,
  profile: string,
): readonly TaskContract[] {
  const names = [...new Set(list.split(',').map((name) => name.trim()))].filter((name) => name !== '');
  if (names.length === 0) throw new QueueError('bad-argument', '--queues is empty: expected names separated by commas');
  const known = Object.values(catalogue).map(({ name }) => name);
  return names.map((name) => {
    const contract = inProfile.find((candidate) => candidate.name === name);
    if (contract) return contract;
    if (known.includes(name)) {
      throw new QueueError('unknown-queue', `The queue "${name}" is not in the profile ${profile}. Use --profile all.`);
    }
    throw new QueueError('unknown-queue', `There is no queue "${name}". Nearest: ${nearest(name, known).join(', ')}`);
  });
}

export function usage(catalogue: Catalogue): string {
  const queues = (profile: Profile) =>
    Object.values(catalogue)
      .filter((contract) => contract.profile === profile)
      .map(({ name }) => `    ${name}`);
  return [
    'npm run worker -- [--profile io|cpu|all] [--queues a,b] [--concurrency n]\n',
    '  --profile      what mostly waits (io), what mostly computes (cpu), or all of it (the default)',
    '  --queues       only these of the profile',
    `  --concurrency  jobs of one queue at once; otherwise ${defaultConcurrency.io} for io and ${defaultConcurrency.cpu} for cpu\n`,
    '  io',
    ...queues('io'),
    '  cpu',
    ...queues('cpu'),
  ].join('\n');
}
