import { createInterface } from 'node:readline';
import { describeCron } from '../cron/index.ts';
import { answerLines } from './cron/batch.ts';
import { help } from './cron/help.ts';
import { localTime } from './cron/local-time.ts';
import { type Options, readOptions } from './cron/options.ts';
import { type Direction, type Request, readCount, readInstant, refusalOf, runsFor } from './cron/request.ts';
import { RequestError } from './cron/request-error.ts';

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  // A reader such as `head` that has seen enough is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  try {
    return await run(readOptions(args));
  } catch (error) {
    const refusal = refusalOf(error);
    if (args.includes('--json')) console.log(JSON.stringify({ error: refusal }));
    console.error(refusal.message);
    return 2;
  }
}

async function run(options: Options): Promise<number> {
  if (options.help || options.command === '') return print(help);
  switch (options.command) {
    case 'next':
    case 'previous':
      return options.batch ? batch(options.command) : runs(options.command, options);
    case 'explain':
      return explain(options);
    case 'compare':
      return compare(options);
    case 'dialects':
      return print((await import('./cron/dialect-table.ts')).dialectTable());
    case 'differential':
      return (await import('./cron/differential/command.ts')).differential(options);
    default:
      throw new RequestError('usage', 'command', `"${options.command}" is not a command. Try --help.`);
  }
}

function runs(direction: Direction, options: Options): number {
  const request = oneExpression(options);
  const found = runsFor(request, direction, Date.now());
  if (options.json) return print(JSON.stringify({ runs: found.map((run) => new Date(run).toISOString()) }));
  if (found.length === 0) return print('Never.');
  return print(
    found.map((run) => `${new Date(run).toISOString()}  ${localTime(run, request.zone ?? 'UTC')}`).join('\n'),
  );
}

async function batch(direction: Direction): Promise<number> {
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  for await (const answers of answerLines(lines, direction, Date.now)) {
    if (!process.stdout.write(answers)) await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
  return 0;
}

function explain(options: Options): number {
  const { text, fields } = describeCron(oneExpression(options).expr);
  if (options.json) return print(JSON.stringify({ text, fields }));
  const width = Math.max(...fields.map(({ source }) => source.length));
  return print([text, ...fields.map((field) => `  ${field.source.padEnd(width)}  ${field.text}`)].join('\n'));
}

async function compare(options: Options): Promise<number> {
  const { expr, zone = 'UTC', from, count } = oneExpression(options);
  const { compareDialects } = await import('./cron/dialects/compare.ts');
  const { comparisonAsData, showComparison } = await import('./cron/compare.ts');
  const comparison = compareDialects(expr, {
    timeZone: zone,
    from: readInstant(from, Date.now()),
    count: readCount(count),
  });
  return print(options.json ? JSON.stringify(comparisonAsData(comparison)) : showComparison(comparison));
}

function oneExpression({ command, operands, request }: Options): Request {
  if (operands.length === 1) return request as Request;
  const hint = operands.length === 0 ? '' : `, got ${operands.length} words: put it in quotes`;
  throw new RequestError('usage', 'expr', `${command} takes one expression${hint}.`);
}

function print(text: string): number {
  console.log(text);
  return 0;
}
