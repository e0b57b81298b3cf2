import { createMarkdownRenderer } from 'vitepress';
import { expect, test } from 'vitest';
import { plainCorners } from './tables.ts';

const md = await createMarkdownRenderer('.', { highlight: (code) => code, config: plainCorners });

test('an empty heading of a table is a plain cell, the others stay headings', () => {
  const html = md.render('| | lock |\n|---|---|\n| holds | yes |\n').replaceAll(/\s+/g, '');
  expect(html).toContain('<tr><td></td><th>lock</th></tr>');
});
