import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DefaultTheme } from 'vitepress';
import { addressOf } from './pages.ts';
import { stages } from './path.ts';

/** What is written so far, in the order of the course. A stage without pages does not appear. */
export function sidebar(root: string): DefaultTheme.SidebarItem[] {
  return stages
    .map(({ title, notes, labs }) => ({
      text: title,
      items: [...notes.map((note) => `notes/${note}.md`), ...labFiles(root, labs)].flatMap((file) => entry(root, file)),
    }))
    .filter(({ items }) => items.length > 0);
}

function labFiles(root: string, level: string | undefined): string[] {
  if (level === undefined || !existsSync(join(root, 'exercises', level))) return [];
  return readdirSync(join(root, 'exercises', level))
    .sort()
    .map((lab) => `exercises/${level}/${lab}/README.md`);
}

function entry(root: string, file: string): DefaultTheme.SidebarItem[] {
  if (!existsSync(join(root, file))) return [];
  const title = /^# (.+)$/m.exec(readFileSync(join(root, file), 'utf8'))?.[1];
  return title === undefined ? [] : [{ text: labNumber(file) + title, link: addressOf(file) }];
}

function labNumber(file: string): string {
  const number = /^exercises\/[^/]+\/0*(\d+)-/.exec(file)?.[1];
  return number === undefined ? '' : `Lab ${number}: `;
}
