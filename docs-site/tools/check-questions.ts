import { Problem } from './problem.ts';
import type { Page } from './read-page.ts';

const FEWEST = 4;

/** A note's questions can be answered: one option of each is right, and every option says why. */
export function checkQuestions(file: string, page: Page): Problem[] {
  const start = page.lines.find(({ text }) => /^## Check yourself\s*$/.test(text));
  if (!start) return [];
  const questions = questionsAfter(page, start.line);
  const few = new Problem(file, start.line, `${questions.length} questions, expected ${FEWEST} or more`);
  return [
    ...(questions.length < FEWEST ? [few] : []),
    ...questions.flatMap(({ line, options }) => trouble(options).map((message) => new Problem(file, line, message))),
  ];
}

function trouble(options: readonly string[]): string[] {
  const right = options.filter((option) => /^- \[x\]/i.test(option)).length;
  const silent = options.filter((option) => !/\*[^*].*\*$/s.test(option));
  return [
    ...(options.length < 2 ? [`the question has ${options.length} options, expected two or more`] : []),
    ...(right === 1 ? [] : [`${right} options are ticked, expected one`]),
    ...silent.map((option) => `an option does not end with its reason in italics: ${option.split('\n')[0]}`),
  ];
}

function questionsAfter(page: Page, from: number): { line: number; options: string[] }[] {
  const questions: { line: number; options: string[] }[] = [];
  for (const { line, text } of page.lines.slice(from)) {
    const current = questions.at(-1)?.options;
    if (/^##? /.test(text)) break;
    if (/^### \d+\. /.test(text)) questions.push({ line, options: [] });
    else if (/^- \[[ x]\] /i.test(text)) current?.push(text.trimEnd());
    else if (/^\s+\S/.test(text) && current && current.length > 0) current[current.length - 1] += `\n${text.trim()}`;
  }
  return questions;
}
