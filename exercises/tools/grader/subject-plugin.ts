import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import MagicString from 'magic-string';
import type { Plugin } from 'vitest/config';

/**
 * Prepares the file under grade. It may lie anywhere on disk, yet reads as if it lay in its lab's folder; it may not
 * reach for the test runner or for the answers; and every loop and function in it asks the loop guard for leave to go on.
 */
export function subjectPlugin(root: string): Plugin {
  const isSubject = (id: string) => id.includes(SUBJECT_MARK);
  return {
    name: 'clockwork-subject',
    enforce: 'post',
    resolveId: {
      order: 'pre',
      async handler(source, importer) {
        if (!importer || !isSubject(importer)) return null;
        const file = importer.slice(0, importer.indexOf('?'));
        const forbidden = source === 'vitest' || /(^|\/)(solution|check\.test)(\.ts)?$/.test(source);
        if (forbidden) throw new Error(`${file} imports "${source}", which is not for a lab's subject to import`);
        const beside = resolve(dirname(file), source);
        if (source.startsWith('.') && existsSync(beside)) return beside;
        const lab = new URLSearchParams(importer.slice(importer.indexOf('?'))).get('lab');
        return this.resolve(source, resolve(root, lab ?? '', 'exercise.ts'), { skipSelf: true });
      },
    },
    transform(code, id) {
      if (!isSubject(id)) return null;
      const guarded = guardLoops(code, this.parse(code) as unknown as Node);
      return { code: guarded.toString(), map: guarded.generateMap({ hires: true, source: id, includeContent: true }) };
    },
  };
}

export const SUBJECT_MARK = '?subject&';

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly body?: Node;
}

const LOOPS = /^(For|ForIn|ForOf|While|DoWhile)Statement$/;
const FUNCTIONS = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/;
const CALL = 'globalThis.clockworkLoopGuard()';

function guardLoops(code: string, program: Node): MagicString {
  const text = new MagicString(code);
  visit(program, (node) => {
    const { body } = node;
    if (!body || !(LOOPS.test(node.type) || FUNCTIONS.test(node.type))) return;
    if (body.type === 'BlockStatement') text.appendRight(body.start + 1, `${CALL};`);
    else if (LOOPS.test(node.type)) text.appendRight(body.start, `{${CALL};`).appendLeft(body.end, '}');
    else text.appendRight(body.start, `(${CALL}, `).appendLeft(body.end, ')');
  });
  return text;
}

function visit(node: Node, look: (node: Node) => void): void {
  look(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child.type === 'string') visit(child, look);
    }
  }
}
