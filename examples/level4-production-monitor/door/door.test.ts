import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KEYS, startTestMonitor, type TestMonitor } from '../testing.ts';
import { DoorError, keysFor } from './bind.ts';

let world: TestMonitor;
beforeEach(async () => {
  world = await startTestMonitor({ requestsPerMinute: 10_000 });
});
afterEach(() => world.close());

/** Read off the document the API writes of itself: a route that is added later is in the matrix without a word. */
async function everyRoute() {
  const { body } = await world.call('GET', '/docs/json', undefined, { token: null });
  return Object.entries(body.paths as Record<string, Record<string, { security?: unknown[] }>>).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, { security }]) => ({
        method: method.toUpperCase() as 'GET',
        url: path.replaceAll(/\{\w+\}/g, 'some-id'),
        open: security?.length === 0,
      })),
  );
}

describe('the door', () => {
  test('is closed on every route to whoever brings no token, or a wrong one', async () => {
    const routes = (await everyRoute()).filter(({ open }) => !open);
    expect(routes.length).toBeGreaterThan(20);
    for (const { method, url } of routes) {
      for (const token of [null, 'wrong', `${KEYS.admin}x`, '']) {
        expect([method, url, (await world.call(method, url, null, { token })).status]).toEqual([method, url, 401]);
      }
    }
  });

  test('lets a viewer look, and change nothing', async () => {
    for (const { method, url, open } of await everyRoute()) {
      if (open || url === '/api/events') continue;
      const { status } = await world.call(method, url, null, { token: KEYS.viewer! });
      const adminsOnly = method !== 'GET' || url === '/api/audit';
      expect([method, url, status === 403]).toEqual([method, url, adminsOnly]);
    }
  });

  test('takes no token from the address', async () => {
    expect((await world.call('GET', `/api/tasks?token=${KEYS.admin}`, null, { token: null })).status).toBe(401);
  });

  test('answers only to its own name, so that no page elsewhere can pose as it', async () => {
    const headers = { host: 'evil.example' };
    expect((await world.call('GET', '/healthz', null, { token: null, headers })).status).toBe(421);
  });

  test('sets the headers that keep a browser from being used against it', async () => {
    const { headers } = await world.call('GET', '/api/tasks');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-frame-options']).toBe('DENY');
  });

  test('slows down whoever knocks too often, whatever address they claim', async () => {
    const strict = await startTestMonitor({ requestsPerMinute: 3 });
    const statuses: number[] = [];
    for (let knock = 0; knock < 5; knock++) {
      const headers = { 'x-forwarded-for': `10.0.0.${knock}` };
      statuses.push((await strict.call('GET', '/api/tasks', null, { token: 'wrong', headers })).status);
    }
    await strict.close();
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
  });
});

describe('the keys', () => {
  const none = { admin: undefined, viewer: undefined };

  test('are made on loopback when none is configured', () => {
    const { keys, made } = keysFor({ host: '127.0.0.1', tokens: none });
    expect([made, keys.admin.length >= 32]).toEqual([true, true]);
  });

  test.each([
    ['an open network without a token', { host: '0.0.0.0', tokens: none }, 'set MONITOR_TOKEN first'],
    [
      'a token that can be guessed',
      { host: '127.0.0.1', tokens: { admin: 'secret', viewer: undefined } },
      'expected 16 to 500',
    ],
    [
      'one token for both roles',
      { host: '127.0.0.1', tokens: { admin: KEYS.admin, viewer: KEYS.admin } },
      'are the same',
    ],
  ])('are refused for %s', (_what, config, message) => {
    expect(() => keysFor(config)).toThrow(DoorError);
    expect(() => keysFor(config)).toThrow(message);
  });
});
