import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Ended } from '../builder/hooks.ts';
import type { Destination } from '../builder/output.ts';
import type { Mailer } from './mailer.ts';

/** Takes what a run printed to where its job wants it. */
export async function deliver({ job, slot, output, error }: Ended, destination: Destination, mailer: Mailer) {
  if (destination.kind === 'file') {
    await mkdir(dirname(destination.file), { recursive: true });
    return (destination.append ? appendFile : writeFile)(destination.file, output);
  }
  if (destination.onlyOnFailure && !error) return;
  const subject = `${job} ${error ? 'failed' : 'ran'} at ${new Date(slot).toISOString()}`;
  const text = [output || '(no output)', ...(error ? [`Error: ${error.message}`] : [])].join('\n');
  await mailer.send({ to: destination.to, subject, text });
}
