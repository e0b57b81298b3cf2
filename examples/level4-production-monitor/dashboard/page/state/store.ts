import type { State } from './state.ts';

/** The one place the page's state is kept. Every change is a function of the state before it. */
export class StateStore {
  #state: State;
  readonly #onChange: (after: State, before: State) => void;

  constructor(state: State, onChange: (after: State, before: State) => void) {
    this.#state = state;
    this.#onChange = onChange;
  }

  get state(): State {
    return this.#state;
  }

  update(change: (state: State) => State): void {
    const before = this.#state;
    this.#state = change(before);
    if (this.#state !== before) this.#onChange(this.#state, before);
  }

  set(change: Partial<State>): void {
    this.update((state) => ({ ...state, ...change }));
  }
}
