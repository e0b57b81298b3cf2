import { Redis } from 'ioredis';
import { createRedisServer } from 'js-redis-server';

const s = await createRedisServer({ port: 0 });
console.log(s.host, s.port);
const r = new Redis(`redis://127.0.0.1:${s.port}`);
r.on('error', (e) => console.log('err', e.message));
r.on('close', () => console.log('close'));
console.log(await r.call('CLIENT', 'LIST').catch((e) => e.message));
console.log(await r.info('server').catch((e) => e.message));
console.log(await r.call('CONFIG', 'GET', 'maxmemory-policy').catch((e) => e.message));
console.log(await r.time());
console.log(
  await r
    .eval("local t=redis.call('TIME') return tonumber(t[1])*1000+math.floor(tonumber(t[2])/1000)", 0)
    .catch((e) => e.message),
);
const t = Date.now();
await s.close();
console.log('closed', Date.now() - t);
const s2 = await createRedisServer({ port: s.port });
console.log('again', s2.port);
await new Promise((r) => setTimeout(r, 500));
console.log(await r.ping());
r.disconnect();
await s2.close();
