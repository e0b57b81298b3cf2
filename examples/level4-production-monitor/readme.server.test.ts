import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { startMain, TOKEN } from './lifecycle/testing.ts';

const readme = await readFile(new URL('./README.md', import.meta.url), 'utf8');
const commands = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text]) => text!).join('');

test('every curl of the README works, in its order, and leaves no endpoint out', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'clockwork-readme-'));
  const started = await startMain({ MONITOR_FILE: join(folder, 'monitor.db') });
  const script = commands.replace(/^(MONITOR|TOKEN)=.*\n/gm, '');
  const env = { PATH: process.env.PATH, MONITOR: started.address, TOKEN };
  // -e: the first that fails ends it; -x: and is the last that is shown.
  const run = await promisify(execFile)('bash', ['-ex', '-c', script], { env }).catch((error) => error);
  expect([run.code ?? 0, run.stderr.split('\n').findLast((line: string) => line.startsWith('+'))]).toEqual([
    0,
    expect.stringContaining('-X DELETE'),
  ]);

  const { paths } = (await (await started.call('/docs/json')).json()) as { paths: Record<string, object> };
  const shown = (method: string, path: string) =>
    commands.split('\n').some((line) => {
      const address = /\$MONITOR([^\s"?]*)/.exec(line)?.[1];
      const sent = /-X (\w+)/.exec(line)?.[1] ?? (line.includes(" -d '") ? 'POST' : 'GET');
      return (
        sent === method &&
        address !== undefined &&
        new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(address)
      );
    });
  const missing = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .map((method) => method.toUpperCase())
      .filter((method) => !shown(method, path))
      .map((method) => `${method} ${path}`),
  );
  expect(missing).toEqual([]);
  expect(await started.end('SIGTERM')).toBe(0);
  await rm(folder, { recursive: true });
});
