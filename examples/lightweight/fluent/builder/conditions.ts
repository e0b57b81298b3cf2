import { Frequencies } from './frequencies.ts';
import { minuteOfDay, timeOfDay } from './time-of-day.ts';

/** What a condition may ask about: the slot it is to decide on, and the environment's name. */
export interface Circumstances {
  readonly slot: number;
  readonly environment: string;
}

export type Condition = (circumstances: Circumstances) => boolean | Promise<boolean>;

/** One that depends on nothing but the slot, so that a list can look ahead with it. */
export type SlotCondition = (slot: number) => boolean;

export interface NamedCondition {
  /** What kept the job from running when it does not hold. */
  readonly why: string;
  readonly holds: Condition;
  readonly ofSlot?: SlotCondition;
}

/** Whether a slot that came due runs after all. Asked when it comes due, not when the schedule is written. */
export abstract class Conditions extends Frequencies {
  protected readonly conditions: NamedCondition[] = [];

  /** Runs only while this holds. */
  when(holds: Condition): this {
    return this.#only('a `when` does not hold', holds);
  }

  /** Does not run while this holds. */
  skip(holds: Condition): this {
    return this.#only('a `skip` holds', async (circumstances) => !(await holds(circumstances)));
  }

  environments(...names: readonly string[]): this {
    return this.#only(`only in ${names.join(', ')}`, ({ environment }) => names.includes(environment));
  }

  /** From the first time to the second, both included. `between('22:00', '06:00')` goes over midnight. */
  between(start: string, end: string): this {
    return this.#onlyAt(`only between ${start} and ${end}`, this.#within('between', start, end));
  }

  unlessBetween(start: string, end: string): this {
    const within = this.#within('unlessBetween', start, end);
    return this.#onlyAt(`not between ${start} and ${end}`, (slot) => !within(slot));
  }

  #within(call: string, start: string, end: string): SlotCondition {
    const [from, to] = [start, end].map((text) => {
      const { hour, minute } = timeOfDay(call, text);
      return hour * 60 + minute;
    }) as [number, number];
    return (slot) => {
      // The zone may be named after this call, so it is read when it is needed.
      const now = minuteOfDay(slot, this.timeZone);
      return from <= to ? from <= now && now <= to : now >= from || now <= to;
    };
  }

  #onlyAt(why: string, ofSlot: SlotCondition): this {
    this.conditions.push({ why, holds: ({ slot }) => ofSlot(slot), ofSlot });
    return this;
  }

  #only(why: string, holds: Condition): this {
    this.conditions.push({ why, holds });
    return this;
  }
}
