import type { FastifyReply } from 'fastify';
import type { StreamEvents } from './schemas.ts';

type Name = keyof StreamEvents;

interface Kept {
  readonly id: number;
  readonly text: string;
}

/** Enough to bridge a reload or a lost connection; whoever was away for longer reads everything anew. */
const KEPT_EVENTS = 1_000;
const HEARTBEAT_MS = 15_000;
/** A reader this far behind is not reading: it is let go, and will come back with the id it saw last. */
const MOST_UNREAD_BYTES = 1_000_000;

/** Server-sent events to any number of readers, each of whom can take up where it left off. */
export class EventStream {
  readonly #readers = new Set<FastifyReply['raw']>();
  readonly #kept: Kept[] = [];
  /** Ids of this life lie above those of every earlier one, so that an old one is never taken for one of ours. */
  #lastId = Date.now();
  readonly #heartbeat = setInterval(() => this.#write(': still here\n\n'), HEARTBEAT_MS).unref();

  send<N extends Name>(name: N, data: StreamEvents[N]): void {
    const id = ++this.#lastId;
    const text = `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
    this.#kept.push({ id, text });
    if (this.#kept.length > KEPT_EVENTS) this.#kept.shift();
    this.#write(text);
  }

  /** `lastId` is what the reader saw last, if anything. `reset` tells it that it has missed more than is kept. */
  attach(reply: FastifyReply, lastId: number | undefined): void {
    const { raw } = reply;
    reply.hijack();
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    const oldest = this.#kept[0]?.id ?? this.#lastId + 1;
    const bridged = lastId !== undefined && lastId <= this.#lastId && lastId >= oldest - 1;
    raw.write(`retry: 2000\n${bridged ? '' : `id: ${this.#lastId}\nevent: reset\ndata: {}\n`}\n`);
    if (bridged) for (const { id, text } of this.#kept) if (id > lastId) raw.write(text);
    this.#readers.add(raw);
    raw.on('close', () => this.#readers.delete(raw));
  }

  close(): void {
    clearInterval(this.#heartbeat);
    for (const reader of this.#readers) reader.end();
    this.#readers.clear();
  }

  #write(text: string): void {
    for (const reader of this.#readers) {
      if (reader.writableLength > MOST_UNREAD_BYTES) reader.destroy();
      else reader.write(text);
    }
  }
}
