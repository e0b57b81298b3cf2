export { type SimulatedRedis, simulatedRedis } from './redis/client.ts';
export { MemoryRedis } from './redis/memory-redis.ts';
export { shrinkFaults } from './shrink.ts';
export { type NodeProgram, type SimulatedNode, type SimulationOptions, simulate } from './simulate.ts';
