import { randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';

/** Whoever opens the file sees the old content or the new, never half: it is written aside and renamed. */
export async function writeWhole(file: string, content: string): Promise<void> {
  const aside = `${file}.${randomUUID()}.part`;
  await writeFile(aside, content, { flush: true });
  await rename(aside, file);
}
