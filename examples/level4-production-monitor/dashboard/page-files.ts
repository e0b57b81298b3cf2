import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';

export interface PageFile {
  readonly path: string;
  readonly type: string;
  readonly body: string;
  readonly etag: string;
}

const here = fileURLToPath(new URL('.', import.meta.url));
const examples = fileURLToPath(new URL('../..', import.meta.url));
const ENTRY = 'level4-production-monitor/dashboard/page/main.ts';

/**
 * Everything the page is made of, by the address it is served at. A module keeps its place under `examples/`, so that
 * its imports mean in the browser what they mean on disk; only what the page's entry leads to is served.
 */
export async function readPageFiles(): Promise<Map<string, PageFile>> {
  const modules = new Map<string, PageFile>();
  await followModule(ENTRY, modules);
  const [index, style, icon] = await Promise.all(
    ['index.html', 'style.css', 'icon.svg'].map((name) => readFile(`${here}${name}`, 'utf8')),
  );
  const entry = addressOf(ENTRY);
  const preloads = [...modules.keys()].filter((path) => path !== entry);
  const head = [
    `<script type="module" src="${entry}"></script>`,
    ...preloads.map((path) => `<link rel="modulepreload" href="${path}">`),
  ].join('\n    ');
  const pages = [
    pageFile('/', 'text/html; charset=utf-8', index!.replace('<!-- modules -->', head)),
    pageFile('/style.css', 'text/css; charset=utf-8', style!),
    pageFile('/icon.svg', 'image/svg+xml', icon!),
  ];
  return new Map([...pages.map((page) => [page.path, page] as const), ...modules]);
}

/** Types are taken out of each module by itself; what it imports tells which one comes next. */
async function followModule(file: string, found: Map<string, PageFile>): Promise<void> {
  const path = addressOf(file);
  if (found.has(path)) return;
  const source = await readFile(`${examples}${file}`, 'utf8');
  const { code } = await transform(source, { loader: 'ts', format: 'esm', target: 'es2022', sourcefile: file });
  found.set(path, pageFile(path, 'text/javascript; charset=utf-8', code));
  for (const [, specifier] of code.matchAll(/^(?:import|export)\b[^;]*?["'](\.[^"']+)["'];$/gm)) {
    await followModule(posix.join(dirname(file), specifier!), found);
  }
}

function addressOf(file: string): string {
  return `/page/${file}`;
}

function pageFile(path: string, type: string, body: string): PageFile {
  return { path, type, body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
}
