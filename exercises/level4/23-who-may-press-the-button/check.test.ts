import { timingSafeEqual } from 'node:crypto';
import fastify from 'fastify';
import { check, expect, fc, holdsForAll, Timeline, task, test } from '#kit';
import type { Equal, Keys } from './exercise.ts';

const ADMIN = 'correct-horse-battery';
const VIEWER = 'only-here-to-look';
const KEYS: Keys = { admin: ADMIN, viewer: VIEWER };

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'Keys', () => {
    test('the keys are those of the environment, and a viewer may be left out', () => {
      const { MONITOR_TOKEN, MONITOR_VIEWER_TOKEN } = { MONITOR_TOKEN: ADMIN, MONITOR_VIEWER_TOKEN: VIEWER };
      expect(subject.keysFrom({ MONITOR_TOKEN, MONITOR_VIEWER_TOKEN }), 'the keys').toEqual(KEYS);
      expect(subject.keysFrom({ MONITOR_TOKEN }).admin, 'the admin’s key, without a viewer').toBe(ADMIN);
      expect(subject.keysFrom({ MONITOR_TOKEN: 'x'.repeat(16) }).admin, '16 characters').toHaveLength(16);
    });

    test('without the admin’s key the door does not open at all', () => {
      for (const env of [{}, { MONITOR_TOKEN: undefined }, { MONITOR_TOKEN: '' }, { MONITOR_VIEWER_TOKEN: VIEWER }]) {
        expect(() => subject.keysFrom(env), JSON.stringify(env)).toThrow('MONITOR_TOKEN');
      }
    });

    test('a key that could be guessed is refused, and so is one key for two roles', () => {
      const MONITOR_TOKEN = ADMIN;
      expect(() => subject.keysFrom({ MONITOR_TOKEN: 'x'.repeat(15) }), '15 characters').toThrow('MONITOR_TOKEN');
      expect(() => subject.keysFrom({ MONITOR_TOKEN, MONITOR_VIEWER_TOKEN: 'x' }), 'a viewer’s of 1').toThrow('VIEWER');
      expect(() => subject.keysFrom({ MONITOR_TOKEN, MONITOR_VIEWER_TOKEN: ADMIN }), 'both the same').toThrow();
    });
  });

  task(2, 'The doorkeeper', () => {
    test('each key has its role, and nothing else has one', async () => {
      const admit = subject.doorkeeper(KEYS, timingSafeEqual);
      expect(admit(ADMIN), 'the role of the admin’s token').toBe('admin');
      expect(admit(VIEWER), 'the role of the viewer’s token').toBe('viewer');
      const near = fc.constantFrom('', ADMIN.slice(0, -1), `${ADMIN}x`, ADMIN.toUpperCase(), VIEWER.slice(1));
      await holdsForAll(fc.oneof(near, fc.string()), (token) => {
        expect(admit(token), `the role of ${JSON.stringify(token)}`).toBe(undefined);
      });
    });

    test('without a viewer’s key nobody is a viewer', () => {
      const admit = subject.doorkeeper({ admin: ADMIN, viewer: undefined }, timingSafeEqual);
      for (const token of ['', 'undefined', 'null', VIEWER]) {
        expect(admit(token), `the role of ${JSON.stringify(token)}`).toBe(undefined);
      }
    });

    test('whether two tokens are the same is decided by equal alone', () => {
      expect(subject.doorkeeper(KEYS, () => false)(ADMIN), 'when equal says that nothing fits').toBe(undefined);
      expect(subject.doorkeeper(KEYS, () => true)('a guess'), 'when equal says that all fits').not.toBe(undefined);
    });

    test('how much is compared tells nothing: the same for a key, a near miss and a wild guess', () => {
      const work = (token: string) => {
        const compared: number[] = [];
        const equal: Equal = (a, b) => {
          compared.push(a.length);
          return timingSafeEqual(a, b);
        };
        subject.doorkeeper(KEYS, equal)(token);
        return compared.join(' and ');
      };
      const wild = work('a guess');
      for (const token of [ADMIN, VIEWER, ADMIN.slice(0, -1), '']) {
        expect(work(token), `bytes compared for ${JSON.stringify(token)}`).toBe(wild);
      }
    });
  });

  task(3, 'The guard', () => {
    test('without a valid token everything is 401', async () => {
      const { ask } = world(subject);
      expect(await ask('GET', '/jobs', { token: undefined, from: '10.0.0.1' }), 'without a token').toBe(401);
      expect(await ask('GET', '/jobs', { token: 'a guess', from: '10.0.0.2' }), 'with a wrong one').toBe(401);
      expect(await ask('POST', '/run', { token: undefined, from: '10.0.0.3' }), 'to run').toBe(401);
    });

    test('a viewer may look, an admin may do everything', async () => {
      const { ask, pressed } = world(subject);
      const answers = [
        await ask('GET', '/jobs', { token: VIEWER }),
        await ask('HEAD', '/jobs', { token: VIEWER }),
        await ask('POST', '/run', { token: VIEWER }),
        await ask('DELETE', '/jobs', { token: VIEWER }),
      ];
      expect(answers, 'a viewer looks, looks, runs, deletes').toEqual([200, 200, 403, 403]);
      expect(pressed, 'what was done').toEqual([]);
      expect(await ask('GET', '/jobs', { token: ADMIN }), 'an admin looks').toBe(200);
      expect(await ask('POST', '/run', { token: ADMIN }), 'an admin runs').toBe(200);
    });

    test('a token in the address is no token', async () => {
      const { ask } = world(subject);
      expect(await ask('GET', `/jobs?token=${ADMIN}`, { token: undefined }), 'with ?token=').toBe(401);
      expect(await ask('GET', `/jobs?access_token=${ADMIN}`, { token: undefined }), 'with ?access_token=').toBe(401);
    });

    test('five wrong tokens, and the address is shut out for a minute, right tokens included', async () => {
      const { ask, guess, wait } = world(subject);
      await guess(4);
      expect(await ask('GET', '/jobs', { token: ADMIN }), 'the right one after four wrong ones').toBe(200);
      await guess(1);
      expect(await ask('GET', '/jobs', { token: ADMIN }), 'the right one after five wrong ones').toBe(429);
      wait(59_000);
      expect(await ask('GET', '/jobs', { token: ADMIN }), 'after 59 s').toBe(429);
      wait(2_000);
      expect(await ask('GET', '/jobs', { token: ADMIN }), 'after 61 s').toBe(200);
    });

    test('mistakes of long ago are forgotten', async () => {
      const { ask, guess, wait } = world(subject);
      await guess(4);
      wait(61_000);
      await guess(4);
      expect(await ask('GET', '/jobs', { token: ADMIN }), 'after four wrong ones, a minute, and four more').toBe(200);
    });

    test('who is right is not counted, however often', async () => {
      const { ask } = world(subject);
      for (let time = 0; time < 20; time++) await ask('GET', '/jobs', { token: VIEWER });
      expect(await ask('GET', '/jobs', { token: VIEWER }), 'the twenty-first look').toBe(200);
    });

    test('another address is not shut out with it', async () => {
      const { ask, guess } = world(subject);
      await guess(5);
      expect(await ask('GET', '/jobs', { token: ADMIN, from: '10.0.0.9' }), 'the admin, from elsewhere').toBe(200);
    });

    test('a header cannot make one sender look like many', async () => {
      const { ask } = world(subject);
      for (let guess = 1; guess <= 5; guess++) {
        await ask('GET', '/jobs', { token: 'a guess', headers: { 'x-forwarded-for': `8.8.8.${guess}` } });
      }
      const sixth = await ask('GET', '/jobs', { token: 'a guess', headers: { 'x-forwarded-for': '8.8.8.6' } });
      expect(sixth, 'the sixth guess over one connection').toBe(429);
    });
  });
});

interface Asked {
  token: string | undefined;
  from?: string;
  headers?: Record<string, string>;
}

/** An app with a list to look at and a button to press, behind the subject's guard. */
function world(subject: typeof import('./exercise.ts')) {
  let now = 1_000_000;
  const story = new Timeline({ monotonic: () => now });
  const app = fastify();
  const roles = new Map([
    [ADMIN, 'admin'],
    [VIEWER, 'viewer'],
  ] as const);
  subject.guard(
    app,
    (token) => roles.get(token as never),
    () => now,
  );
  const pressed: string[] = [];
  const press = async (request: { method: string }) => {
    pressed.push(request.method);
    return {};
  };
  app.get('/jobs', async () => []);
  app.delete('/jobs', press);
  app.post('/run', press);
  const ask = async (method: 'GET' | 'HEAD' | 'POST' | 'DELETE', url: string, asked: Asked) => {
    const { token, from = '10.0.0.1', headers = {} } = asked;
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await app.inject({ method, url, remoteAddress: from, headers: { ...authorization, ...headers } });
    const who = token === ADMIN ? 'admin' : token === VIEWER ? 'viewer' : token ? 'a guess' : 'nobody';
    story.add(`${method} ${url} by ${who} from ${from} → ${response.statusCode}`);
    return response.statusCode;
  };
  const guess = async (times: number) => {
    for (let time = 0; time < times; time++) await ask('GET', '/jobs', { token: 'a guess' });
  };
  const wait = (ms: number) => {
    now += ms;
  };
  return { ask, guess, wait, pressed };
}
