import { refuse } from '../schedule-error.ts';
import { Hooks } from './hooks.ts';

/** Where what a run printed goes. */
export type Destination =
  | { readonly kind: 'file'; readonly file: string; readonly append: boolean }
  | { readonly kind: 'mail'; readonly to: readonly string[]; readonly onlyOnFailure: boolean };

export abstract class Output extends Hooks {
  protected readonly destinations: Destination[] = [];

  /** Each run replaces what the one before it left. */
  sendOutputTo = (file: string): this => this.#to({ kind: 'file', file, append: false });
  appendOutputTo = (file: string): this => this.#to({ kind: 'file', file, append: true });

  emailOutputTo(...addresses: readonly string[]): this {
    return this.#mail('emailOutputTo', addresses, false);
  }

  emailOutputOnFailure(...addresses: readonly string[]): this {
    return this.#mail('emailOutputOnFailure', addresses, true);
  }

  #mail(call: string, to: readonly string[], onlyOnFailure: boolean): this {
    const [bad] = to.length === 0 ? [''] : to.filter((address) => !/^[^\s@]+@[^\s@]+$/.test(address));
    if (bad !== undefined) refuse(call, bad, 'an address such as ops@example.com');
    return this.#to({ kind: 'mail', to, onlyOnFailure });
  }

  #to(destination: Destination): this {
    this.destinations.push(destination);
    return this;
  }
}
