export { bullConnection, redisOptionsFromEnv } from './address.ts';
export { type ConnectedRedis, connectRedis } from './connect.ts';
export { type ProvidedRedis, type ProvideOptions, provideRedis } from './provide.ts';
export { RedisError, type RedisErrorCode } from './redis-error.ts';
