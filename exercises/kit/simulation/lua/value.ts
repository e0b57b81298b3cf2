import { LuaError } from './tokens.ts';

/** Tables are lists here, as in what Redis commands answer: `t[1]` is their first. */
export type LuaValue = string | number | boolean | null | LuaValue[] | { [name: string]: LuaValue } | LuaFunction;
export type LuaFunction = (...args: LuaValue[]) => LuaValue;

export const isTrue = (value: LuaValue): boolean => value !== null && value !== false;

/** Text that looks like a number counts as one in arithmetic, and never in a comparison. */
export function toNumber(value: LuaValue): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isNaN(number) ? null : number;
}

export function arithmetic(operator: string, left: LuaValue, right: LuaValue): number {
  const [a, b] = [toNumber(left), toNumber(right)];
  if (a === null || b === null)
    throw new LuaError(`attempt to perform arithmetic on a ${typeName(a === null ? left : right)}`);
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    default:
      return a - Math.floor(a / b) * b;
  }
}

export function compare(operator: string, left: LuaValue, right: LuaValue): boolean {
  if (operator === '==') return left === right;
  if (operator === '~=') return left !== right;
  if (typeof left !== typeof right || (typeof left !== 'number' && typeof left !== 'string')) {
    throw new LuaError(`attempt to compare ${typeName(left)} with ${typeName(right)}`);
  }
  const [a, b] = [left, right] as [number, number];
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}

export function index(table: LuaValue, key: LuaValue): LuaValue {
  if (Array.isArray(table)) return (typeof key === 'number' ? table[key - 1] : undefined) ?? null;
  if (table !== null && typeof table === 'object') return table[String(key)] ?? null;
  throw new LuaError(`attempt to index a ${typeName(table)} value`);
}

export function toText(value: LuaValue): string {
  if (typeof value === 'string') return value;
  // As Lua's %.14g: 3 and not 3.0, and large instants in full.
  if (typeof value === 'number') return String(Number(value.toPrecision(14)));
  if (value === null) return 'nil';
  return typeof value === 'boolean' ? String(value) : typeName(value);
}

function typeName(value: LuaValue): string {
  if (value === null) return 'nil';
  return typeof value === 'object' ? 'table' : typeof value;
}
