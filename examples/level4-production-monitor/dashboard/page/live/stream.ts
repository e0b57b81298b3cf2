import { EventParser, type ServerEvent } from './sse.ts';

export interface StreamOptions {
  /** Opens the stream; `EventSource` is no help here, since it cannot send the token. */
  open(lastId: string | undefined, signal: AbortSignal): Promise<Response>;
  onEvent(event: ServerEvent): void;
  onLive(): void;
  onLost(): void;
  /** Anything came in, be it only a sign of life. */
  onHeard(): void;
  pause(ms: number): Promise<void>;
}

/** The server speaks every fifteen seconds, be it to say nothing. Longer silence is a dead line that nobody closed. */
export const SILENCE_MS = 40_000;

export function retryDelayMs(failures: number, random: number): number {
  return Math.min(15_000, 500 * 2 ** Math.min(failures, 10)) * (0.5 + random / 2);
}

/** Listens until told to stop, and takes up where it left off after every loss. */
export async function listen(options: StreamOptions, signal: AbortSignal): Promise<void> {
  const seen = { lastId: undefined as string | undefined, failures: 0 };
  while (!signal.aborted) {
    // Whatever ended it, the answer is the same: say so, wait, and try again.
    await listenOnce(options, seen, signal).catch(() => {});
    if (signal.aborted) return;
    options.onLost();
    await options.pause(retryDelayMs(seen.failures++, Math.random()));
  }
}

async function listenOnce(
  options: StreamOptions,
  seen: { lastId: string | undefined; failures: number },
  signal: AbortSignal,
): Promise<void> {
  const silence = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), SILENCE_MS);
  };
  try {
    const response = await options.open(seen.lastId, AbortSignal.any([signal, silence.signal]));
    if (!response.ok || !response.body) throw new Error(`the stream answered ${response.status}`);
    seen.failures = 0;
    heard();
    options.onLive();
    const parser = new EventParser();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      heard();
      options.onHeard();
      for (const event of parser.feed(read.value)) {
        seen.lastId = event.id ?? seen.lastId;
        options.onEvent(event);
      }
    }
  } finally {
    clearTimeout(timer);
  }
}
