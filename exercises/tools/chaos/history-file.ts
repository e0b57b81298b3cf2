import { appendFileSync, writeFileSync } from 'node:fs';
import type { History, HistoryEvent } from '../../kit/history/index.ts';

/** The history as it is heard, one event a line: should the lab itself be killed, what it heard is there. */
export class HistoryFile {
  readonly path: string;
  readonly #events: HistoryEvent[] = [];

  constructor(path: string) {
    this.path = path;
    writeFileSync(path, '');
  }

  append(event: HistoryEvent): void {
    this.#events.push(event);
    appendFileSync(this.path, `${JSON.stringify(event)}\n`);
  }

  /** A paused node is heard late: by when things happened, not by when they were told. */
  inOrder(): HistoryEvent[] {
    return [...this.#events].sort((a, b) => a.t - b.t);
  }

  /** The whole history in order, with the final reads. */
  finish({ events }: History): void {
    writeFileSync(this.path, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  }
}
