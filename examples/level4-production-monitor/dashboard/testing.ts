import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { buildApp } from '../api/app.ts';
import { type BuiltMonitor, buildMonitor } from '../build.ts';
import { readConfig } from '../config.ts';
import type { Keys } from '../door/tokens.ts';

export const KEYS: Keys = { admin: 'admin-token-for-tests', viewer: 'viewer-token-for-tests' };

export interface RunningMonitor {
  readonly monitor: BuiltMonitor;
  readonly origin: string;
  close(): Promise<void>;
}

export interface MonitorPlace {
  readonly port?: number;
  readonly file?: string;
  readonly keys?: Keys;
}

/** The real monitor on a real clock, a file of its own and a free port. */
export async function startMonitor({ port = 0, file, keys = KEYS }: MonitorPlace = {}): Promise<RunningMonitor> {
  const folder = file === undefined ? await mkdtemp(join(tmpdir(), 'clockwork-dashboard-')) : undefined;
  const { config } = readConfig({
    MONITOR_FILE: file ?? join(folder!, 'monitor.db'),
    MONITOR_SAMPLES: 'false',
    MONITOR_NODE: 'node-1',
    MONITOR_RATE_LIMIT: '1000000',
  });
  const monitor = await buildMonitor(config);
  const app = await buildApp(monitor, keys);
  await monitor.start();
  await app.listen({ host: '127.0.0.1', port });
  return {
    monitor,
    origin: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    async close() {
      await monitor.stop(0);
      await app.close();
      await monitor.close();
      if (folder) await rm(folder, { recursive: true });
    },
  };
}

/** The Chromium of this machine, silent: a browser of its own would have to be downloaded. */
export function launchBrowser(): Promise<Browser> {
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const executablePath = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
  if (!executablePath) throw new Error(`no browser on PATH: expected one of ${names.join(', ')}`);
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'];
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', ...quiet] });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface Visit {
  readonly page: Page;
  /** What the page complained about, and whatever it asked of another origin. */
  readonly troubles: string[];
  /** To another view, as by a link. */
  go(hash: string): Promise<void>;
}

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** A new tab at the dashboard, with the token in its address as the monitor prints it. */
export async function visit(
  browser: Browser,
  origin: string,
  { token = KEYS.admin, ...options }: BrowserContextOptions & { token?: string } = {},
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`)) troubles.push(`asked for ${request.url()}`);
  });
  // Not as a script element: the page's own policy refuses those, as it should.
  await page.addInitScript({ path: axe });
  await page.goto(`${origin}/#token=${token}`);
  await page.getByText('Live', { exact: true }).waitFor();
  const go = async (hash: string) => {
    await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
  };
  return { page, troubles, go };
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What axe finds wrong with the page as it stands: each rule with the elements that break it. */
export async function axeFindings(page: Page): Promise<string[]> {
  const { violations } = (await page.evaluate('axe.run()')) as { violations: Violation[] };
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
}
