export interface Token {
  kind: 'number' | 'text' | 'name' | 'symbol' | 'end';
  value: string;
}

const PATTERN =
  /\s+|--[^\n]*|(?<number>\d+(?:\.\d+)?)|(?<name>[A-Za-z_]\w*)|'(?<single>(?:[^'\\]|\\.)*)'|"(?<double>(?:[^"\\]|\\.)*)"|(?<symbol>==|~=|<=|>=|\.\.|[-+*/%<>=(){}[\],.;#])/y;

export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  PATTERN.lastIndex = 0;
  while (PATTERN.lastIndex < source.length) {
    const at = PATTERN.lastIndex;
    const groups = PATTERN.exec(source)?.groups;
    if (!groups) throw new LuaError(`this is not Lua the model reads: ${source.slice(at, at + 20)}`);
    const text = groups.single ?? groups.double;
    if (text !== undefined) tokens.push({ kind: 'text', value: text.replace(/\\(.)/g, '$1') });
    else if (groups.number) tokens.push({ kind: 'number', value: groups.number });
    else if (groups.name) tokens.push({ kind: 'name', value: groups.name });
    else if (groups.symbol) tokens.push({ kind: 'symbol', value: groups.symbol });
  }
  tokens.push({ kind: 'end', value: 'the end' });
  return tokens;
}

export class LuaError extends Error {
  override name = 'LuaError';
}
