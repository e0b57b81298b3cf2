import { spawnSync } from 'node:child_process';

/** Whether this machine has a Redis server of its own, to be started and killed at will. */
export const hasRedis = () => ['redis-server', 'valkey-server'].some((name) => !spawnSync(name, ['--version']).error);
