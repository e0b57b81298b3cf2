import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** One node's way to Redis. Cut, it swallows everything in silence, as a broken network does, rather than hanging up. */
export class CuttableProxy {
  readonly #pairs = new Set<[Socket, Socket]>();
  readonly #server;
  #isCut = false;

  private constructor(targetPort: number) {
    this.#server = createServer((client) => this.#join(client, connect(targetPort, '127.0.0.1')));
  }

  static async to(targetPort: number): Promise<CuttableProxy> {
    const proxy = new CuttableProxy(targetPort);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `redis://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  cut(): void {
    this.#isCut = true;
  }

  /** What was swallowed is lost, so the connections it was lost from end, and new ones take their place. */
  mend(): void {
    this.#isCut = false;
    this.#hangUp();
  }

  close(): void {
    this.#server.close();
    this.#hangUp();
  }

  #join(client: Socket, server: Socket): void {
    const pair: [Socket, Socket] = [client, server];
    this.#pairs.add(pair);
    const end = () => {
      this.#pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    for (const [from, to] of [pair, pair.toReversed() as [Socket, Socket]]) {
      from.setNoDelay(true);
      from.on('data', (bytes) => void (this.#isCut || to.write(bytes)));
      from.on('error', end);
      from.on('close', end);
    }
  }

  #hangUp(): void {
    for (const [client, server] of this.#pairs) {
      client.destroy();
      server.destroy();
    }
  }
}
