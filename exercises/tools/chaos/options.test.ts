import { describe, expect, it } from 'vitest';
import { FAULT_KINDS } from '../../kit/faults/index.ts';
import { parseFlags } from './options.ts';

describe('chaos on a machine without a Redis server', () => {
  const parse = (...args: string[]) => parseFlags(args, (path) => path, { seed: 1, redis: 'embedded' });

  it('takes the embedded one, and does not restart it unless asked to', () => {
    const { redis, faults } = parse();
    expect({ redis, faults }).toEqual({ redis: 'embedded', faults: ['kill', 'pause', 'skew', 'partition'] });
    expect(parse('--faults', 'redis-restart').faults).toEqual(['redis-restart']);
  });

  it('knows every fault in virtual time, where no server is needed', () => {
    expect(parse('--virtual').faults).toEqual(FAULT_KINDS);
  });
});
