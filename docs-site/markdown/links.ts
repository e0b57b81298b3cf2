import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';
import { addressOf } from '../site/pages.ts';

/**
 * Notes and labs link to each other by file, so that the links work in an editor and on GitHub. On the site a page has
 * another address than its file; and a file that is no page has none, so there a link to it becomes its words and path.
 */
export function linkToPages(md: MarkdownRenderer, root: string): void {
  md.core.ruler.push('link-to-pages', (state) => {
    const from: string | undefined = state.env.realPath ?? state.env.path;
    if (from === undefined) return;
    for (const { children } of state.tokens) {
      let withoutPage = false;
      for (const token of children ?? []) {
        if (token.type === 'link_close' && withoutPage) token.tag = 'span';
        if (token.type !== 'link_open') continue;
        const target = repositoryTarget(root, from, token.attrGet('href') ?? '');
        withoutPage = target !== undefined && target.page === undefined;
        if (target === undefined) continue;
        if (target.page !== undefined) token.attrSet('href', target.page);
        else
          Object.assign(token, {
            tag: 'span',
            attrs: [
              ['class', 'file'],
              ['title', target.file],
            ],
          });
      }
    }
  });
}

/** What a link means when it names a file of the repository by its place relative to the page; else nothing. */
function repositoryTarget(root: string, from: string, href: string): { file: string; page?: string } | undefined {
  const [, path = '', anchor = ''] = /^([^#]*)(#.*)?$/.exec(href) ?? [];
  if (path === '' || /^([a-z]+:|\/)/i.test(path)) return undefined;
  const file = relative(root, resolve(dirname(from), decodeURI(path))).replaceAll('\\', '/');
  if (file.endsWith('.md')) return { file, page: addressOf(file) + anchor };
  if (existsSync(join(root, file, 'README.md'))) return { file, page: addressOf(`${file}/README.md`) + anchor };
  return { file };
}
