import type { MarkdownRenderer } from 'vitepress';

type State = Parameters<Parameters<MarkdownRenderer['core']['ruler']['push']>[1]>[0];
type Token = State['tokens'][number];

/**
 * A question is a heading such as `### 1. What happens?` and a task list under it, one option ticked, each option
 * followed by its reason in italics. On GitHub that is a list to read; here each option becomes a button that opens its
 * reason, and what a program printed stays folded until asked for.
 */
export function quizzes(md: MarkdownRenderer): void {
  md.core.ruler.push('quizzes', (state) => {
    const tokens = state.tokens;
    for (let at = 0; at < tokens.length; at++) {
      if (tokens[at]?.type !== 'heading_open' || !isQuestion(tokens[at + 1])) continue;
      const end = nextHeading(tokens, at + 1);
      const question = tokens.slice(at, end);
      if (isQuiz(question)) tokens.splice(at, question.length, ...asQuiz(question, state));
    }
  });
}

/** An option split into what it claims and why that is right or wrong. */
interface Option {
  readonly right: boolean;
  readonly claim: Token[];
  readonly reason: Token[];
}

/** Reads `[x] The claim. *The reason.*`; gives nothing for a list item that is no option. */
function readOption(inline: Token): Option | undefined {
  const children = [...(inline.children ?? [])];
  const tick = /^\[([ xX])\]\s+/.exec(children[0]?.content ?? '');
  if (!tick || !children[0]) return undefined;
  children[0].content = children[0].content.slice(tick[0].length);
  while (children.at(-1)?.type === 'text' && children.at(-1)?.content.trim() === '') children.pop();
  const open = children.at(-1)?.type === 'em_close' ? children.findLastIndex(isOpening) : children.length;
  return { right: tick[1] !== ' ', claim: children.slice(0, open), reason: children.slice(open + 1, -1) };
}

function isOpening({ type, level }: Token): boolean {
  return type === 'em_open' && level === 0;
}

function isQuestion(inline: Token | undefined): boolean {
  return /^\d+\.\s/.test(inline?.content ?? '');
}

function nextHeading(tokens: Token[], from: number): number {
  const next = tokens.findIndex(({ type }, index) => index > from && (type === 'heading_open' || type === 'hr'));
  return next < 0 ? tokens.length : next;
}

function isQuiz(question: Token[]): boolean {
  return question.some(({ type, content }) => type === 'inline' && /^\[[ xX]\]\s/.test(content));
}

function asQuiz(question: Token[], state: State): Token[] {
  const html = (content: string) => Object.assign(new state.Token('html_block', '', 0), { content });
  const text = (children: Token[]) => Object.assign(new state.Token('inline', '', 0), { children, content: '' });
  return question.flatMap((token, index) => {
    if (token.type === 'bullet_list_open' && token.level === 0) token.attrJoin('class', 'quiz');
    if (token.type === 'fence' && /^output\b/.test(token.info.trim())) {
      return [html('<details class="quiz-output"><summary>What it prints</summary>'), token, html('</details>')];
    }
    const option = token.type === 'inline' ? readOption(token) : undefined;
    if (!option) return [token];
    for (const paragraph of [question[index - 1], question[index + 1]]) if (paragraph) paragraph.hidden = true;
    return [
      html(`<QuizOption :right="${option.right}">`),
      text(option.claim),
      html('<template #reason>'),
      text(option.reason),
      html('</template></QuizOption>'),
    ];
  });
}
