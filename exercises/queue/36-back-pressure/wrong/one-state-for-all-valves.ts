import type { JobCounts } from '#kit';

export interface Limits {
  high: number;
  low: number;
}

export interface Lane {
  name: string;
  critical: boolean;
  pause(): Promise<void>;
  resume(): Promise<void>;
}

export function backlogOf(counts: JobCounts): number {
  return counts.waiting + counts.delayed + counts.active + counts['waiting-children'];
}

export function holdBack(holding: boolean, backlog: number, { high, low }: Limits): boolean {
  return holding ? backlog > low : backlog >= high;
}

let holding = false;

export class Valve {
  readonly #lanes: readonly Lane[];
  readonly #limits: Limits;
  readonly #held = new Set<Lane>();

  constructor(lanes: readonly Lane[], limits: Limits) {
    this.#lanes = lanes.filter(({ critical }) => !critical);
    this.#limits = limits;
    holding = false;
  }

  async look(counts: JobCounts): Promise<void> {
    holding = holdBack(holding, backlogOf(counts), this.#limits);
    await Promise.allSettled(this.#lanes.map((lane) => this.#turn(lane, holding)));
  }

  async #turn(lane: Lane, hold: boolean): Promise<void> {
    if (hold === this.#held.has(lane)) return;
    if (hold) {
      await lane.pause();
      this.#held.add(lane);
    } else {
      await lane.resume();
      this.#held.delete(lane);
    }
  }
}
