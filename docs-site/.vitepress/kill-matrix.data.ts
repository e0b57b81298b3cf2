import { existsSync, readFileSync } from 'node:fs';
import type { LabMatrix } from '../labs/kill-matrix/kill-matrix.ts';

declare const data: LabMatrix[];

export { data };

/** Empty until the author gate has run on this machine. */
export default {
  watch: ['../../.clockwork/kill-matrix.json'],
  load([file]: string[]): LabMatrix[] {
    return file !== undefined && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  },
};
