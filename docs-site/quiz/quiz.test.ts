import { createMarkdownRenderer } from 'vitepress';
import { expect, test } from 'vitest';
import { quizzes } from './quiz.ts';

const md = await createMarkdownRenderer('.', { highlight: (code) => code, config: quizzes });

const note = `
### 1. The job takes 90 s and runs every minute. What then?

\`\`\`ts run
console.log('twice');
\`\`\`

\`\`\`output
twice
\`\`\`

- [ ] \`cron\` waits. *It does not: it knows *nothing* of the run.*
- [x] Two runs overlap. *Nobody asked
  whether the first had ended.*

## Next

- [ ] A list that is no quiz.
`;

const html = md.render(note);

test('an option becomes a button with its reason apart', () => {
  expect(html).toContain('<QuizOption :right="true">Two runs overlap. <template #reason>Nobody asked\nwhether');
});

test('markup inside options stays', () => {
  expect(html).toMatch(
    /<QuizOption :right="false"><code[^>]*>cron<\/code> waits\. <template #reason>It does not: it knows <em>/,
  );
});

test('one option is right', () => {
  expect(html.match(/:right="true"/g)).toHaveLength(1);
});

test('what the program printed is folded away until asked for', () => {
  expect(html).toMatch(/<details class="quiz-output">[\s\S]*twice[\s\S]*<\/details>/);
});

test('the next section is left alone', () => {
  expect(html).toContain('[ ] A list that is no quiz.');
});

test('options with blank lines between them read the same', () => {
  const loose = md.render('### 2. When?\n\n- [x] Now. *Yes.*\n\n- [ ] Never. *No.*\n');
  expect(loose).not.toContain('<p>');
  expect(loose.match(/<QuizOption/g)).toHaveLength(2);
});
