import type { EngineEvent } from '../../../scheduler/index.ts';
import type { Connections } from './connections.ts';

/** What one node tells all others. It may get lost: whatever must not is in SQL. */
export type News =
  | { readonly event: EngineEvent }
  | { readonly cancel: { readonly id: string; readonly note: string } };

const CHANNEL = 'clockwork:news';

/** Redis' publish and subscribe: news reach everybody who listens at that moment. */
export class Wire {
  readonly #connections: Connections;
  readonly #from: string;

  constructor(connections: Connections, from: string) {
    this.#connections = connections;
    this.#from = from;
  }

  async listen(hear: (news: News) => void): Promise<void> {
    const { ears } = this.#connections;
    ears.on('message', (_channel, text: string) => {
      const { from, ...news } = JSON.parse(text) as { from: string } & News;
      if (from !== this.#from) hear(news as News);
    });
    await ears.subscribe(CHANNEL);
  }

  tell(news: News): void {
    this.#connections.quick.publish(CHANNEL, JSON.stringify({ from: this.#from, ...news })).catch(() => {});
  }
}
