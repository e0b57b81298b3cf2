import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { linkToPages } from '../markdown/links.ts';
import { inlinePictures } from '../markdown/pictures.ts';
import { renderForSearch } from '../markdown/search-text.ts';
import { slugify } from '../markdown/slug.ts';
import { plainCorners } from '../markdown/tables.ts';
import { quizzes } from '../quiz/quiz.ts';
import { notPages, pageOf } from '../site/pages.ts';
import { english } from './locales/en.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The pages live in the rooms they belong to, so the source directory is the repository itself. */
export default defineConfig({
  srcDir: '..',
  srcExclude: notPages,
  rewrites: pageOf,
  cleanUrls: true,
  title: 'Clockwork',
  description: 'A course in TypeScript on scheduled jobs: read, run, break and repair.',
  // A locale is a folder of pages and a file beside this one's `en.ts`.
  locales: { root: english(root) },
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: icon() }]],
  markdown: {
    // What a program prints is shown as it is, under its own name.
    languages: [{ name: 'output', scopeName: 'text.output', patterns: [], repository: {} }],
    anchor: { slugify },
    headers: { slugify },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-default' },
    preConfig: (md) => linkToPages(md, root),
    config: (md) => {
      inlinePictures(md, root);
      plainCorners(md);
      quizzes(md);
    },
  },
  themeConfig: { search: { provider: 'local', options: { _render: renderForSearch } } },
  vite: {
    // A manifest needs only `defineLab`; the kit around it is made for the test runner and would not load in a page.
    resolve: { alias: { '#kit': `${root}exercises/kit/manifest.ts` } },
    // The repository holds pages that are not the site's: do not look through them for imports.
    optimizeDeps: { entries: [] },
    server: { watch: { ignored: [`${root}.clockwork/**`, '**/*.log', '**/.vitepress/dist/**'] } },
  },
});

/** A clock at ten past ten, small enough to travel inside the page. */
function icon(): string {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="#4b83b3" stroke-width="3" stroke-linecap="round">' +
    '<circle cx="16" cy="16" r="13"/><path d="M16 16 9 12M16 16l6-6"/></svg>';
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
