import { compile, type Script } from '../lua/compile.ts';
import { type LuaValue, toNumber, toText } from '../lua/value.ts';
import { type Reply, STRING_COMMANDS } from './commands.ts';
import { Keyspace } from './keyspace.ts';
import { SORTED_SET_COMMANDS } from './sorted-sets.ts';

const COMMANDS = { ...STRING_COMMANDS, ...SORTED_SET_COMMANDS };

export const COMMAND_NAMES = [...Object.keys(COMMANDS), 'eval'];

/** Compiling is most of a script's cost, and simulations run the same few thousands of times. */
const compiled = new Map<string, Script>();

/** A Redis server without a network: one command, one answer, at once. */
export class MemoryRedis {
  readonly #keys: Keyspace;

  constructor(now: () => number) {
    this.#keys = new Keyspace(now);
  }

  execute(name: string, args: readonly (string | number)[]): Reply {
    const texts = args.map(String);
    if (name === 'eval') return this.#eval(texts);
    const command = COMMANDS[name.toLowerCase()];
    if (!command) throw new Error(`ERR unknown command '${name}': the model of Redis has ${COMMAND_NAMES.join(', ')}`);
    return command(this.#keys, ...texts);
  }

  /** As a restart without persistence. */
  forgetEverything(): void {
    this.#keys.clear();
  }

  #eval([source = '', keyCount = '0', ...rest]: string[]): Reply {
    const script = compiled.get(source) ?? compile(source);
    compiled.set(source, script);
    const count = Number(keyCount);
    const call = (name: LuaValue, ...args: LuaValue[]) => {
      const reply = this.execute(toText(name), args.map(toArgument));
      // What a command says rather than what it found is a table in Lua: { ok = 'OK' }.
      return reply === 'OK' && STATUS.has(toText(name).toLowerCase()) ? { ok: reply } : toLua(reply);
    };
    const result = script({
      KEYS: rest.slice(0, count),
      ARGV: rest.slice(count),
      redis: { call },
      math: { floor: (value) => Math.floor(toNumber(value as LuaValue) ?? 0), max: largest, min: smallest },
      tonumber: (value) => toNumber(value as LuaValue),
      tostring: (value) => toText(value as LuaValue),
    });
    return fromLua(result);
  }
}

const STATUS = new Set(['set', 'flushall']);

const largest = (...values: LuaValue[]) => Math.max(...values.map((value) => toNumber(value) ?? 0));
const smallest = (...values: LuaValue[]) => Math.min(...values.map((value) => toNumber(value) ?? 0));

function toArgument(value: LuaValue): string {
  if (typeof value === 'string' || typeof value === 'number') return toText(value);
  throw new Error('ERR Lua redis lib command arguments must be strings or integers');
}

/** In Lua no answer is `false`, not nil. */
function toLua(reply: Reply): LuaValue {
  if (reply === null) return false;
  return Array.isArray(reply) ? reply.map(toLua) : reply;
}

/** And back: numbers lose their fraction, true is 1, false and nil are no answer. */
function fromLua(value: LuaValue): Reply {
  if (typeof value === 'number') return Math.trunc(value);
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(fromLua);
  if (value !== null && typeof value === 'object') return fromLua(value.ok ?? null);
  return value === true ? 1 : null;
}
