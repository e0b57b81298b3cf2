/**
 * The few Redis commands that coordination needs, shaped as ioredis has them: an ioredis connection is one, and so is
 * the simulation's model of Redis, which is how this very code comes to run in virtual time.
 */
export interface CoordinatorRedis {
  set(key: string, value: string, px: 'PX', ttlMs: number, nx: 'NX'): Promise<'OK' | null>;
  get(key: string): Promise<string | null>;
  del(key: string): Promise<number>;
  /** Runs a Lua script on the server. Nothing else happens there meanwhile: that is what makes it one step. */
  eval(lua: string, keyCount: number, ...keysAndArguments: (string | number)[]): Promise<unknown>;
}
