import { expect, it } from 'vitest';
import { readPageFiles } from './page-files.ts';

const files = await readPageFiles();

it('the page is served as it is written, without its types', () => {
  const { body, type } = files.get('/page/level4-production-monitor/dashboard/page/route.ts')!;
  expect(type).toContain('text/javascript');
  expect(body).toContain('function parseRoute(hash)');
});

it('everything that a module imports is served, and nothing that belongs to the server', () => {
  for (const { path, body } of files.values()) {
    for (const [, specifier] of body.matchAll(/^(?:import|export)\b(?:[^;"']*?\bfrom)?\s*["']([^"']+)["']/gm)) {
      const target = new URL(specifier!, `http://page${path}`).pathname;
      expect(files.has(target), `${path} imports ${specifier}`).toBe(true);
    }
  }
  expect(
    [...files.keys()].filter((path) =>
      /test|\/api\/|door|node/.test(path.replace('/live/api.ts', '').replace('views/nodes.ts', '')),
    ),
  ).toEqual([]);
});

it('the first page names every module, and holds no script or style of its own', () => {
  const { body } = files.get('/')!;
  for (const path of files.keys()) if (path.startsWith('/page/')) expect(body).toContain(`"${path}"`);
  expect(body).not.toMatch(/<style|style=|<script(?![^>]*src=)| on\w+=/);
});
