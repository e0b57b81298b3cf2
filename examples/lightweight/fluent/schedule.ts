import { nearest } from '../../shared/nearest.ts';
import { type FluentJob, JobBuilder } from './builder/job-builder.ts';
import { type Action, type ActionContext, program } from './run/action.ts';
import { refuse, ScheduleError } from './schedule-error.ts';

export type Command = (args: readonly string[], context: ActionContext) => unknown;

/** A schedule that reads like a sentence: `schedule().job(cleanUp).dailyAt('02:00').withoutOverlapping()`. */
export class Schedule {
  readonly #builders: JobBuilder[] = [];
  readonly #commands: Readonly<Record<string, Command>>;

  constructor(commands: Readonly<Record<string, Command>>) {
    this.#commands = commands;
  }

  /** A function. It is known by its own name unless `named` says otherwise. */
  job(run: Action): JobBuilder {
    return this.#add(run.name || `job-${this.#builders.length + 1}`, run);
  }

  /** One of the application's commands, by name. */
  command(name: string, ...args: readonly string[]): JobBuilder {
    const command = this.#commands[name];
    if (!command) {
      const known = nearest(name, Object.keys(this.#commands)).join(', ');
      throw new ScheduleError('unknown-command', `command: there is no command "${name}" (nearest: ${known})`);
    }
    return this.#add(name, (context) => command(args, context));
  }

  /** A program and its arguments, which no shell reads. */
  exec(file: string, args: readonly string[] = []): JobBuilder {
    if (/\s/.test(file) && args.length === 0) {
      refuse('exec', file, 'a program: put its arguments into an array, or ask for a shell with `execInShell`');
    }
    return this.#add(programName(file), program(file, args));
  }

  /** A line for the shell, quoting and all. Never build it from what a user typed. */
  execInShell(line: string): JobBuilder {
    return this.#add(programName(line.trim().split(/\s/)[0] ?? line), program(line, [], { shell: true }));
  }

  /** What was written, checked: names are how jobs are found and locked, so each may stand for one job only. */
  jobs(): readonly FluentJob[] {
    const jobs = this.#builders.map((builder) => builder.build());
    const names = jobs.map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) < index);
    if (twice === undefined) return jobs;
    throw new ScheduleError(
      'duplicate-name',
      `two jobs are called "${twice}": give one of them another with .named('…')`,
    );
  }

  #add(name: string, action: Action): JobBuilder {
    const builder = new JobBuilder(name, action);
    this.#builders.push(builder);
    return builder;
  }
}

export function schedule(commands: Readonly<Record<string, Command>> = {}): Schedule {
  return new Schedule(commands);
}

function programName(file: string): string {
  return file.split(/[\\/]/).at(-1) || file;
}
