import { slugify } from '../markdown/slug.ts';

/** What a markdown file promises its reader, each promise with the line it stands on. */
export interface Page {
  readonly fences: readonly Fence[];
  readonly anchors: ReadonlySet<string>;
  readonly links: readonly Target[];
  readonly pictures: readonly (Target & { readonly alt: string })[];
  readonly snippets: readonly Target[];
  /** Prose with its inline code, and code in fences: wherever a command or a path may be named. */
  readonly lines: readonly { readonly line: number; readonly text: string }[];
}

export interface Fence {
  readonly line: number;
  readonly info: string;
  readonly code: string;
}

export interface Target {
  readonly line: number;
  readonly target: string;
}

export function readPage(markdown: string): Page {
  const lines = markdown.split(/\r?\n/).map((text, index) => ({ line: index + 1, text }));
  const { fences, prose } = cutFences(lines);
  const headings = prose.flatMap(({ text }) => /^#{1,6}\s+(.+?)\s*$/.exec(text)?.[1] ?? []);
  const ids = prose.flatMap(({ text }) => [...text.matchAll(/\bid="([^"]+)"/g)].map((match) => match[1] ?? ''));
  const references = prose.flatMap(({ line, text }) =>
    [...withoutCode(text).matchAll(/(!?)\[([^\]]*)\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)].map(
      ([, bang, alt = '', target = '']) => ({ line, picture: bang === '!', alt, target }),
    ),
  );
  return {
    lines,
    fences,
    anchors: new Set([...anchorsOf(headings), ...ids]),
    links: references.filter(({ picture }) => !picture),
    pictures: references.filter(({ picture }) => picture),
    snippets: prose.flatMap(({ line, text }) => {
      const target = /^\s*<<<\s*(.+?)\s*$/.exec(text)?.[1] ?? /<!--\s*@include:\s*(.+?)\s*-->/.exec(text)?.[1];
      return target === undefined ? [] : [{ line, target }];
    }),
  };
}

type Line = Page['lines'][number];

function cutFences(lines: readonly Line[]): { fences: Fence[]; prose: Line[] } {
  const fences: Fence[] = [];
  const prose: Line[] = [];
  let open: { line: number; mark: string; info: string; code: string[] } | undefined;
  for (const { line, text } of lines) {
    const [, mark = '', info = ''] = /^\s*(`{3,}|~{3,})\s*(.*?)\s*$/.exec(text) ?? [];
    if (open) {
      if (mark.startsWith(open.mark) && info === '') {
        fences.push({ line: open.line, info: open.info, code: open.code.join('\n') });
        open = undefined;
      } else open.code.push(text);
    } else if (mark !== '') open = { line, mark, info, code: [] };
    else prose.push({ line, text });
  }
  return { fences, prose };
}

/** A second heading of the same words gets a number, as GitHub and the site do. */
function anchorsOf(headings: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return headings.map((heading) => {
    const slug = slugify(heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/[`*]/g, ''));
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
}

function withoutCode(text: string): string {
  return text.replaceAll(/(`+)(?:(?!\1).)*\1/g, (code) => ' '.repeat(code.length));
}
