import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';

/**
 * `![what it shows](./pictures/name.svg)` puts the drawing itself into the page rather than a reference to it, because
 * only then do its `currentColor` and its `--vp-c-…` colours follow the light and the dark theme.
 */
export function inlinePictures(md: MarkdownRenderer, root: string): void {
  const asImage = md.renderer.rules.image;
  md.renderer.rules.image = (tokens, index, options, env, self) => {
    const token = tokens[index];
    const source = token?.attrGet('src') ?? '';
    const page: string | undefined = env.realPath ?? env.path;
    if (!token || page === undefined || !/^\.{1,2}\/.*\.svg$/.test(source)) {
      return asImage?.(tokens, index, options, env, self) ?? '';
    }
    const file = resolve(dirname(page), decodeURI(source));
    env.includes?.push(file);
    const name = relative(root, file)
      .replace(/\.svg$/, '')
      .replaceAll(/[^\w-]+/g, '-');
    return inlineSvg(readFileSync(file, 'utf8'), name, token.content);
  };
}

/** The drawing as part of a page: named for who cannot see it, and with nothing in it that reaches outside of it. */
export function inlineSvg(svg: string, name: string, title: string): string {
  const [, attributes = '', body = ''] = /<svg\b([^>]*)>([\s\S]*)<\/svg>/.exec(svg) ?? [];
  const kept = attributes.replaceAll(/\s(?:id|role|aria-[\w-]+|class)="[^"]*"/g, '');
  const content = withOwnIds(body, name)
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replace(/<title\b[^>]*>[\s\S]*?<\/title>/, '')
    // The page is a Vue template: it drops a plain style element, and would look for code between double braces.
    .replaceAll(
      /<style\b[^>]*>([\s\S]*?)<\/style>/g,
      (_, rules) => `<component is="style">#${name} { ${rules} }</component>`,
    )
    .replaceAll('{{', '&#123;&#123;');
  // How wide it was drawn: the style sheet sizes it by that, so that its words come out as large as the page's.
  const drawn = /\bviewBox="\S+ \S+ (\S+)/.exec(attributes)?.[1] ?? '600';
  const drawing = `<svg${kept} style="--drawn: ${drawn}px" id="${name}" role="img" aria-label="${escapeAttribute(title)}">${content}</svg>`;
  // On a phone the drawing is wider than the page: it scrolls in its frame, which a keyboard must be able to reach.
  return `<span class="picture" tabindex="0">${drawing}</span>`;
}

/** Two drawings on one page may both have an `arrow`. */
function withOwnIds(body: string, name: string): string {
  return body
    .replaceAll(/\bid="([^"]+)"/g, `id="${name}-$1"`)
    .replaceAll(/url\(#([^)]+)\)/g, `url(#${name}-$1)`)
    .replaceAll(/\bhref="#([^"]+)"/g, `href="#${name}-$1"`);
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
