import type { StoredJob } from './stored-job.ts';
import type { JobOptions } from './types.ts';

/** The jobs to forget now that one of them, the last of `ended`, has ended with this option: all are kept unless told. */
export function surplus(
  ended: readonly StoredJob[],
  option: JobOptions['removeOnComplete'],
  now: number,
): readonly StoredJob[] {
  if (option === undefined || option === false) return [];
  const { age = Number.POSITIVE_INFINITY, count = Number.POSITIVE_INFINITY } =
    option === true ? { count: 0 } : typeof option === 'number' ? { count: option } : option;
  return ended.filter(({ finishedOn = now }, index) => index < ended.length - count || finishedOn < now - age * 1_000);
}
