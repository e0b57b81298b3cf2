import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestMonitor, type TestMonitor } from '../testing.ts';

/** What arrives on a real port and is no proper request: nothing of it may hurt whoever comes next. */
let world: TestMonitor;
let port: number;
beforeEach(async () => {
  world = await startTestMonitor();
  port = Number(new URL(await world.app.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterEach(() => world.close());

function send(text: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.end(text));
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });
}

describe('a request is turned away', () => {
  test.each([
    ['with headers beyond 16 kB', `GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['without a Host', 'GET /healthz HTTP/1.1\r\n\r\n', 400],
    ['for another host', 'GET /healthz HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\n\r\n', 421],
    [
      'with two lengths',
      'POST /api/tasks HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
    ],
    ['that is not HTTP', 'SSH-2.0-OpenSSH_9.6\r\n\r\n', 400],
  ])('%s', async (_what, text, status) => {
    expect(await send(text)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect((await world.call('GET', '/healthz')).status).toBe(200);
  });
});
