import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LabVerdict } from '../grader/verdict.ts';
import type { Progress } from '../progress/progress.ts';

/** What the pages may know while the course runs. */
export interface LiveProgress {
  readonly progress: Progress;
  /** The id of the lab in hand. */
  readonly current: string;
  readonly verdict: LabVerdict | undefined;
}

export const LIVE_PATH = '/__clockwork/progress';

/** `GET /__clockwork/progress` as JSON, and the same as server-sent events under `…/events`: at once, then on change. */
export class Live {
  #latest: LiveProgress | undefined;
  readonly #listening = new Set<ServerResponse>();

  share(latest: LiveProgress): void {
    this.#latest = latest;
    for (const response of this.#listening) response.write(this.#event());
  }

  readonly handle = (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    const [path] = (request.url ?? '').split('?');
    if (path === LIVE_PATH) {
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(JSON.stringify(this.#latest ?? null));
    } else if (path === `${LIVE_PATH}/events`) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(this.#event());
      this.#listening.add(response);
      request.once('close', () => this.#listening.delete(response));
    } else {
      next();
    }
  };

  #event(): string {
    return `data: ${JSON.stringify(this.#latest ?? null)}\n\n`;
  }
}
