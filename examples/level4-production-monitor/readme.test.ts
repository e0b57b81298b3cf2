import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const here = new URL('.', import.meta.url);
const readme = await readFile(new URL('./README.md', here), 'utf8');

test('the table of settings in the README is the one that the program reads', () => {
  const rows = [...readme.matchAll(/^\| `([A-Z_]+)` \| (.*?) \| (.*?) \|$/gm)].map(([, ...cells]) => cells);
  const { variables } = readConfig({});
  // The one fallback that differs from machine to machine is described.
  const expected = variables.map(({ name, meaning, fallback }) => {
    const shown = name === 'MONITOR_NODE' ? 'the name of the machine' : fallback && `\`${fallback}\``;
    return [name, meaning, shown];
  });
  expect(rows).toEqual(expected);
});

test('the map in the README names every folder', async () => {
  const folders = (await readdir(here, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  for (const { name } of folders) expect(readme).toContain(`\`${name}/\``);
});
