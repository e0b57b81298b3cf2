import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { nodeFinding, portFinding, sqlFinding } from './findings.ts';

test.each([
  ['20.19.0', 'good'],
  ['20.18.3', 'bad'],
  ['22.1.0', 'good'],
  ['18.20.0', 'bad'],
])('Node %s is %s where 20.19 is asked for', (version, state) => {
  expect(nodeFinding(version, '>=20.19').state).toBe(state);
});

test('a port in use is found, and what happens then is said', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect((await portFinding(port, 'the site')).found).toContain('taken, the site will take the next free one');
  server.close();
  await once(server, 'close');
  expect((await portFinding(port, 'the site')).found).toContain('free');
});

test('SQL without a server is a file; an address that is none is named', async () => {
  expect((await sqlFinding(undefined)).state).toBe('good');
  expect(await sqlFinding('mysql://here')).toMatchObject({
    state: 'bad',
    found: expect.stringContaining('DATABASE_URL'),
  });
});
