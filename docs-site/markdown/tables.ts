import type { MarkdownRenderer } from 'vitepress';

/** The empty corner of a table heads nothing, and must not be announced as if it did. */
export function plainCorners(md: MarkdownRenderer): void {
  md.core.ruler.push('plain-corners', ({ tokens }) => {
    for (const [index, { type, content }] of tokens.entries()) {
      const [open, close] = [tokens[index - 1], tokens[index + 1]];
      if (type === 'inline' && content === '' && open?.type === 'th_open' && close) open.tag = close.tag = 'td';
    }
  });
}
