import { turn } from '../../../examples/scheduler/clock/turn.ts';
import { Agenda, type Entry, type Life } from './agenda.ts';

/** Time for everybody. It passes only from one thing that happens to the next, so a minute takes as long as its events. */
export class World {
  #now = 0;
  readonly #agenda = new Agenda();

  get now(): number {
    return this.#now;
  }

  after(delayMs: number, run: Entry['run'], life?: Life): Entry {
    return this.#agenda.add({ at: this.#now + Math.max(0, delayMs), run, life });
  }

  cancel(entry: Entry): void {
    this.#agenda.remove(entry);
  }

  async runUntil(end: number): Promise<void> {
    await turn();
    for (let entry = this.#agenda.takeFirst(end); entry; entry = this.#agenda.takeFirst(end)) {
      const { life } = entry;
      if (life?.dead) continue;
      if (life && life.pausedUntil > entry.at) {
        this.#agenda.add({ ...entry, at: life.pausedUntil });
        continue;
      }
      this.#now = entry.at;
      const stillGoing = entry.run();
      // A turn costs more than all the rest: none is taken where no code of a node has been woken.
      if (life || stillGoing) await turn();
    }
    this.#now = end;
  }
}
