/** Markdown files that are for people in the repository, and not pages of the site. */
export const notPages = ['README.md', 'docs-site/README.md', 'exercises/**/!(README).md', '.*/**'];

/** Where a markdown file of the repository appears on the site. Both are paths from their root, with `/` between. */
export function pageOf(file: string): string {
  for (const [pattern, page] of rules) {
    if (pattern.test(file)) return file.replace(pattern, page);
  }
  return file;
}

/** The address of the page made from a markdown file. */
export function addressOf(file: string): string {
  return `/${pageOf(file)}`.replace(/\.md$/, '').replace(/\/index$/, '/');
}

const rules: [RegExp, string][] = [
  [/^README\.md$/, 'index.md'],
  [/^docs-site\/(.+)\/page\.md$/, '$1.md'],
  [/^docs-site\/(.+)$/, '$1'],
  [/^exercises\/([^/]+\/[^/]+)\/README\.md$/, 'labs/$1.md'],
  [/^(.+)\/README\.md$/, '$1/index.md'],
  [/^CONTRIBUTING\.md$/, 'contributing.md'],
];
