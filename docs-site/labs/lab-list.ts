import type { Lab } from '../../exercises/kit/manifest.ts';

export interface LabEntry extends Pick<Lab, 'id' | 'title' | 'concepts' | 'points'> {
  readonly number: number;
  readonly level: string;
  readonly address: string;
}

/** Labs by their level, in the order of the course. `manifests` holds each under the path of its `lab.ts`. */
export function listLabs(manifests: Record<string, Lab>): LabEntry[] {
  const entries = Object.entries(manifests).flatMap(([path, { id, title, concepts, points }]) => {
    const [, level, folder, number] = /exercises\/([^/]+)\/((\d+)-[^/]+)\/lab\.ts$/.exec(path) ?? [];
    if (level === undefined) return [];
    return [{ id, title, concepts, points, level, number: Number(number), address: `/labs/${level}/${folder}` }];
  });
  return entries.sort((a, b) => a.number - b.number);
}
