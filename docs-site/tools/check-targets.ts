import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Problem } from './problem.ts';
import { type Page, readPage } from './read-page.ts';

/** Every link, picture and quoted piece of code of a page leads to something. */
export function checkTargets(root: string, file: string, page: Page): Problem[] {
  const folder = dirname(join(root, file));
  const problem = (line: number, message: string) => [new Problem(file, line, message)];
  return [
    ...page.links.flatMap(({ line, target }) => {
      const reason = isElsewhere(target) ? undefined : linkTrouble(join(root, file), folder, target, page);
      return reason ? problem(line, `the link ${target} leads nowhere: ${reason}`) : [];
    }),
    ...page.pictures.flatMap(({ line, target, alt }) => {
      if (isElsewhere(target)) return problem(line, `the picture ${target} is not in the repository`);
      if (!existsSync(resolve(folder, decodeURI(target)))) return problem(line, `there is no picture ${target}`);
      return alt.trim() === '' ? problem(line, `the picture ${target} does not say what it shows`) : [];
    }),
    ...page.snippets.flatMap(({ line, target }) => {
      const reason = snippetTrouble(root, folder, target);
      return reason ? problem(line, `the snippet ${target} quotes nothing: ${reason}`) : [];
    }),
  ];
}

/** Other sites, and addresses of this one: the site's build looks after those. */
function isElsewhere(target: string): boolean {
  return /^([a-z]+:|\/)/i.test(target);
}

function linkTrouble(file: string, folder: string, target: string, page: Page): string | undefined {
  const [path = '', anchor] = target.split('#');
  const to = path === '' ? file : resolve(folder, decodeURI(path));
  if (!existsSync(to)) return 'there is no such file';
  if (anchor === undefined || !to.endsWith('.md')) return undefined;
  const { anchors } = to === file ? page : readPage(readFileSync(to, 'utf8'));
  return anchors.has(decodeURI(anchor)) ? undefined : `no heading there makes the anchor #${anchor}`;
}

/** A region that is missing would quote the whole file, and nobody would notice. */
function snippetTrouble(root: string, folder: string, target: string): string | undefined {
  const [, path = '', region] = /^([^\s#{[]+)(?:#([\w*-]+))?/.exec(target) ?? [];
  const source = path.startsWith('@') ? join(root, path.slice(1)) : resolve(folder, path);
  if (!existsSync(source) || !statSync(source).isFile()) return 'there is no such file';
  if (region === undefined) return undefined;
  const lines = readFileSync(source, 'utf8').split(/\r?\n/);
  const start = lines.findIndex((line) => isMark(line, 'region', region));
  if (start < 0) return `no line of it is "// #region ${region}"`;
  const end = lines.findIndex((line, index) => index > start && isMark(line, 'endregion', region));
  if (end < 0) return `no later line of it is "// #endregion ${region}"`;
  const isEmpty = lines.slice(start + 1, end).every((line) => line.trim() === '');
  return isEmpty ? `its region ${region} is empty` : undefined;
}

function isMark(line: string, kind: 'region' | 'endregion', name: string): boolean {
  const [, found, of] =
    /^(?:\/\/|#|\/\*|<!--) ?#?((?:end)?region) ([\w*-]+)(?: ?(?:\*\/|-->))?$/.exec(line.trim()) ?? [];
  return found === kind && of === name;
}
