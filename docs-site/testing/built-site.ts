import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface BuiltSite {
  readonly origin: string;
  close(): Promise<void>;
}

/** Builds the site as it is now into a folder of its own and serves it as a static host would. */
export async function serveBuiltSite(): Promise<BuiltSite> {
  const folder = await mkdtemp(join(tmpdir(), 'clockwork-site-'));
  const vitepress = join(root, 'node_modules/vitepress/bin/vitepress.js');
  await promisify(execFile)(process.execPath, [vitepress, 'build', 'docs-site', '--outDir', folder], { cwd: root });

  const server = createServer(async ({ url = '/' }, response) => {
    const found = await findPage(folder, decodeURI(new URL(url, 'http://site').pathname));
    response.writeHead(found.status, { 'content-type': contentTypes[extname(found.path)] ?? 'text/plain' });
    response.end(found.body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await rm(folder, { recursive: true });
    },
  };
}

async function findPage(folder: string, address: string) {
  const path = normalize(address);
  for (const file of [path, `${path}.html`, join(path, 'index.html')]) {
    const body = await readFile(join(folder, file)).catch(() => undefined);
    if (body) return { status: 200, path: file, body };
  }
  return { status: 404, path: '404.html', body: await readFile(join(folder, '404.html')) };
}

const contentTypes: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};
