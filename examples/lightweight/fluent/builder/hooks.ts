import { refuse } from '../schedule-error.ts';
import { Conditions } from './conditions.ts';

/** What a hook is told. */
export interface Ended {
  readonly job: string;
  readonly slot: number;
  readonly output: string;
  readonly error?: Error;
}

export type Hook = (run: Ended) => unknown;
export type Moment = 'before' | 'after' | 'success' | 'failure';

/** What happens around a run. `after` runs however the run went; an error in a hook is reported, not swallowed. */
export abstract class Hooks extends Conditions {
  protected readonly hooks: { readonly moment: Moment; readonly run: Hook }[] = [];

  before = (run: Hook): this => this.#on('before', run);
  after = (run: Hook): this => this.#on('after', run);
  onSuccess = (run: Hook): this => this.#on('success', run);
  onFailure = (run: Hook): this => this.#on('failure', run);

  /** Tells a monitor that expects to hear from the job, before it begins or once it has ended. */
  pingBefore = (url: string): this => this.before(ping('pingBefore', url));
  thenPing = (url: string): this => this.after(ping('thenPing', url));
  pingOnSuccess = (url: string): this => this.onSuccess(ping('pingOnSuccess', url));
  pingOnFailure = (url: string): this => this.onFailure(ping('pingOnFailure', url));

  #on(moment: Moment, run: Hook): this {
    this.hooks.push({ moment, run });
    return this;
  }
}

const PING_TIMEOUT_MS = 10_000;

function ping(call: string, url: string): Hook {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) refuse(call, url, 'an http or https address');
  return async () => {
    const response = await fetch(url, { signal: AbortSignal.timeout(PING_TIMEOUT_MS) });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  };
}
