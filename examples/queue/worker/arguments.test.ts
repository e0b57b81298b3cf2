import { describe, expect, it } from 'vitest';
import { catalogue } from '../tasks/catalogue.ts';
import { parseWorkerArguments } from './arguments.ts';

const parse = (...args: string[]) => parseWorkerArguments(args, catalogue);
const queues = (...args: string[]) => parse(...args).contracts.map(({ name }) => name);

describe('a worker', () => {
  it('takes every queue unless told otherwise', () => {
    expect(queues()).toHaveLength(Object.keys(catalogue).length);
  });

  it('takes the queues of its profile, and the two profiles make the whole', () => {
    expect(queues('--profile', 'cpu')).toContain('add');
    expect(queues('--profile', 'io')).not.toContain('add');
    expect([...queues('--profile', 'io'), ...queues('--profile', 'cpu')].sort()).toEqual(queues().sort());
  });

  it('runs computing jobs one at a time and waiting ones together, unless given a number', () => {
    expect(parse().concurrency(catalogue.add)).toBe(1);
    expect(parse().concurrency(catalogue.sendEmail)).toBe(8);
    expect(parse('--concurrency', '3').concurrency(catalogue.add)).toBe(3);
  });

  it('takes the queues it is given', () => {
    expect(queues('--queues', 'add, send_email,add')).toEqual(['add', 'send_email']);
  });

  it('refuses an unknown profile and names those there are', () => {
    expect(() => parse('--profile', 'ioo')).toThrow('There is no profile "ioo": expected io, cpu or all');
  });

  it('refuses an unknown queue and names the nearest', () => {
    expect(() => parse('--queues', 'add,send_mail')).toThrow(/^There is no queue "send_mail". Nearest: send_email/);
    expect(() => parse('--queues', 'scheduler_tick')).toThrow('Nearest: paper_trading.scheduler_tick');
  });

  it('refuses a queue that is outside its profile', () => {
    expect(() => parse('--profile', 'io', '--queues', 'add')).toThrow('The queue "add" is not in the profile io');
  });

  it.each(['0', '-1', '2.5', 'many', '1001'])('refuses to run %s jobs at once', (text) => {
    expect(() => parse('--concurrency', text)).toThrow(/--concurrency/);
  });

  it('refuses an option it does not know', () => {
    expect(() => parse('--profiles', 'io')).toThrow(/--profiles/);
  });
});
