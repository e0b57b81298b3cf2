import { LuaError, type Token, tokenize } from './tokens.ts';
import { arithmetic, compare, index, isTrue, type LuaFunction, type LuaValue, toText } from './value.ts';

/**
 * The part of Lua that scripts for Redis are written in: locals, if, calls, arithmetic, return. No loops and no
 * functions of one's own: a script that needs them is asked to be simpler. It exists so that the very scripts that run
 * on a server run in virtual time too, and in a page; a contract suite holds its answers to a real Redis.
 */
export type Script = (globals: Scope) => LuaValue;
export type Scope = Record<string, LuaValue>;

/** Undefined goes on; anything else, nil included, is what the script returns. */
type Statement = (scope: Scope) => LuaValue | undefined;
type Expression = (scope: Scope) => LuaValue;

export function compile(source: string): Script {
  const parser = new Parser(tokenize(source));
  const body = parser.block();
  parser.expect('the end');
  return (globals) => body(globals) ?? null;
}

const LEVELS = [['or'], ['and'], ['<', '>', '<=', '>=', '~=', '=='], ['..'], ['+', '-'], ['*', '/', '%']];
const BLOCK_ENDS = ['end', 'else', 'elseif', 'the end'];

class Parser {
  readonly #tokens: Token[];
  #at = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  block(): Statement {
    const statements: Statement[] = [];
    let declares = false;
    while (!BLOCK_ENDS.includes(this.#next.value)) {
      declares ||= this.#next.value === 'local';
      statements.push(this.#statement());
      this.#accept(';');
    }
    return (outer) => {
      const scope = declares ? (Object.create(outer) as Scope) : outer;
      for (const statement of statements) {
        const returned = statement(scope);
        if (returned !== undefined) return returned;
      }
      return undefined;
    };
  }

  #statement(): Statement {
    if (this.#accept('return')) {
      const value = BLOCK_ENDS.includes(this.#next.value) ? () => null : this.#expression();
      return (scope) => value(scope);
    }
    if (this.#accept('if')) return this.#if();
    if (this.#accept('local')) return this.#local();
    const start = this.#next;
    const target = this.#operand();
    if (start.kind === 'name' && this.#accept('=')) return assign(start.value, this.#expression());
    return (scope) => void target(scope);
  }

  #local(): Statement {
    const name = this.#take().value;
    const value = this.#accept('=') ? this.#expression() : () => null;
    return (scope) => {
      scope[name] = value(scope);
      return undefined;
    };
  }

  #if(): Statement {
    const condition = this.#expression();
    this.expect('then');
    const then = this.block();
    let otherwise: Statement = () => undefined;
    if (this.#accept('elseif')) otherwise = this.#if();
    else {
      if (this.#accept('else')) otherwise = this.block();
      this.expect('end');
    }
    return (scope) => (isTrue(condition(scope)) ? then(scope) : otherwise(scope));
  }

  #expression(level = 0): Expression {
    const operators = LEVELS[level];
    if (!operators) return this.#unary();
    let left = this.#expression(level + 1);
    while (operators.includes(this.#next.value) && this.#next.kind !== 'text') {
      left = binary(this.#take().value, left, this.#expression(level + 1));
    }
    return left;
  }

  #unary(): Expression {
    if (this.#accept('not')) return negate(this.#unary());
    if (this.#accept('-')) return binary('-', () => 0, this.#unary());
    if (this.#accept('#')) return length(this.#unary());
    return this.#operand();
  }

  #operand(): Expression {
    let value = this.#primary();
    for (;;) {
      if (this.#accept('.')) {
        const name = this.#take().value;
        value = member(value, () => name);
      } else if (this.#accept('[')) {
        value = member(value, this.#expression());
        this.expect(']');
      } else if (this.#accept('(')) value = call(value, this.#listUntil(')'));
      else return value;
    }
  }

  #primary(): Expression {
    const { kind, value } = this.#take();
    if (kind === 'number') return () => Number(value);
    if (kind === 'text') return () => value;
    if (value === '{') return list(this.#listUntil('}'));
    if (value === '(') {
      const inner = this.#expression();
      this.expect(')');
      return inner;
    }
    if (value in CONSTANTS) return () => CONSTANTS[value] as LuaValue;
    if (kind === 'name') return (scope) => scope[value] ?? null;
    throw new LuaError(`the model of Redis does not read '${value}' here`);
  }

  #listUntil(closing: string): Expression[] {
    const values: Expression[] = [];
    while (!this.#accept(closing)) {
      values.push(this.#expression());
      if (this.#next.value !== closing) this.expect(',');
    }
    return values;
  }

  expect(value: string): void {
    const token = this.#take();
    if (token.value !== value) throw new LuaError(`expected '${value}' in the script and found '${token.value}'`);
  }

  get #next(): Token {
    return this.#tokens[this.#at] as Token;
  }

  #take(): Token {
    const token = this.#next;
    if (token.kind !== 'end') this.#at++;
    return token;
  }

  #accept(value: string): boolean {
    const found = this.#next.value === value && this.#next.kind !== 'text';
    if (found) this.#at++;
    return found;
  }
}

const CONSTANTS: Record<string, LuaValue> = { nil: null, true: true, false: false };

const negate =
  (value: Expression): Expression =>
  (scope) =>
    !isTrue(value(scope));
const list =
  (values: Expression[]): Expression =>
  (scope) =>
    values.map((value) => value(scope));
const member =
  (table: Expression, key: Expression): Expression =>
  (scope) =>
    index(table(scope), key(scope));
const length =
  (value: Expression): Expression =>
  (scope) =>
    (value(scope) as string | LuaValue[]).length;

function call(target: Expression, args: Expression[]): Expression {
  return (scope) => {
    const callee = target(scope);
    if (typeof callee !== 'function') throw new LuaError('attempt to call something that is not a function');
    return (callee as LuaFunction)(...args.map((arg) => arg(scope)));
  };
}

function binary(operator: string, left: Expression, right: Expression): Expression {
  if (operator === 'and')
    return (scope) =>
      choose(
        left(scope),
        (value) => isTrue(value),
        () => right(scope),
      );
  if (operator === 'or')
    return (scope) =>
      choose(
        left(scope),
        (value) => !isTrue(value),
        () => right(scope),
      );
  if (operator === '..') return (scope) => toText(left(scope)) + toText(right(scope));
  if (LEVELS[2]?.includes(operator)) return (scope) => compare(operator, left(scope), right(scope));
  return (scope) => arithmetic(operator, left(scope), right(scope));
}

function choose(left: LuaValue, goesOn: (value: LuaValue) => boolean, right: () => LuaValue): LuaValue {
  return goesOn(left) ? right() : left;
}

/** Assigns where the name was declared, not where it is assigned. */
function assign(name: string, value: Expression): Statement {
  return (scope) => {
    let owner: Scope | null = scope;
    while (owner && !Object.hasOwn(owner, name)) owner = Object.getPrototypeOf(owner);
    if (!owner) throw new LuaError(`Attempt to modify a readonly table: '${name}' was not declared local`);
    owner[name] = value(scope);
    return undefined;
  };
}
