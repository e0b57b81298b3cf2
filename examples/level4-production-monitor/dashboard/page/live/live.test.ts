import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Api, ApiFailure } from './api.ts';
import { EventParser } from './sse.ts';
import { listen, retryDelayMs } from './stream.ts';
import { TokenDesk } from './token.ts';

const text = 'id: 7\nevent: task\ndata: {"a":\ndata: 1}\n\n: still here\n\nevent: ready\ndata: {}\n\n';

describe('the stream', () => {
  it('gives the same events wherever the network cuts it', () => {
    const whole = new EventParser().feed(text);
    expect(whole).toEqual([
      { id: '7', name: 'task', data: '{"a":\n1}' },
      { id: undefined, name: 'ready', data: '{}' },
    ]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: text.length })), (cuts) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        const parser = new EventParser();
        const pieces = places.slice(1).map((to, at) => text.slice(places[at], to));
        expect(pieces.flatMap((piece) => parser.feed(piece))).toEqual(whole);
      }),
    );
  });

  it('says that it is lost, and asks to go on from the last event it heard', async () => {
    const told: string[] = [];
    const stop = new AbortController();
    await listen(
      {
        open: async (lastId) => {
          told.push(`open ${lastId}`);
          return new Response(text);
        },
        onEvent: ({ name }) => told.push(name),
        onLive: () => told.push('live'),
        onLost: () => told.push('lost'),
        onHeard: () => {},
        pause: async () => {
          if (told.filter((word) => word === 'lost').length === 2) stop.abort();
        },
      },
      stop.signal,
    );
    expect(told).toEqual([
      'open undefined',
      'live',
      'task',
      'ready',
      'lost',
      'open 7',
      'live',
      'task',
      'ready',
      'lost',
    ]);
  });

  it('waits longer after each failure, up to a quarter of a minute, and never all readers at once', () => {
    expect([0, 1, 2, 50].map((failures) => retryDelayMs(failures, 1))).toEqual([500, 1_000, 2_000, 15_000]);
    expect(retryDelayMs(0, 0)).toBe(250);
  });
});

function box(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  } as unknown as Storage;
}

describe('a request', () => {
  it('whose token is refused waits for another one, and so do those beside it: the reader is asked once', async () => {
    const asked: boolean[] = [];
    const desk = new TokenDesk(box(), (refused) => asked.push(refused));
    desk.offer('old');
    const seen: string[] = [];
    const api = new Api(async (path, init) => {
      const { authorization } = init.headers as Record<string, string>;
      seen.push(`${path} ${authorization}`);
      return authorization === 'Bearer new' ? Response.json({ ok: path }) : new Response('{}', { status: 401 });
    }, desk);
    const answers = Promise.all([api.get('/one'), api.get('/two')]);
    await expect.poll(() => asked).toContain(true);
    desk.offer('new');
    expect(await answers).toEqual([{ ok: '/one' }, { ok: '/two' }]);
    expect(seen).toEqual(['/one Bearer old', '/two Bearer old', '/one Bearer new', '/two Bearer new']);
  });

  it('waits for a token that a header can carry: any other is asked for again at once', async () => {
    const asked: boolean[] = [];
    const desk = new TokenDesk(box(), (refused) => asked.push(refused));
    const token = desk.token();
    desk.offer('geheim 😀');
    expect(asked).toEqual([false, true]);
    desk.offer('token');
    expect(await token).toBe('token');
  });

  it('that is refused fails with the words of the monitor, and one that nobody answers says so', async () => {
    const desk = new TokenDesk(box(), () => {});
    desk.offer('token');
    const problem = { status: 409, code: 'duplicate-job', detail: 'there is one already', field: 'id' };
    const refusing = new Api(async () => Response.json(problem, { status: 409 }), desk);
    const failure = await refusing.send<ApiFailure>('POST', '/api/tasks', {}).catch((error) => error);
    expect(failure).toBeInstanceOf(ApiFailure);
    expect(failure.problem).toEqual(problem);
    const away = new Api(() => Promise.reject(new TypeError('fetch failed')), desk);
    await expect(away.get('/api/tasks')).rejects.toThrow('The monitor does not answer.');
  });

  it('that writes carries a key of its own', async () => {
    const desk = new TokenDesk(box(), () => {});
    desk.offer('token');
    const keys: unknown[] = [];
    const api = new Api(async (_path, init) => {
      keys.push((init.headers as Record<string, string>)['idempotency-key']);
      return new Response(null, { status: 204 });
    }, desk);
    await api.send('DELETE', '/api/tasks/one');
    await api.send('DELETE', '/api/tasks/one');
    expect(new Set(keys).size).toBe(2);
  });
});
