import { todo } from '#kit';

/** The exercise as it is handed out, whatever the learner's own has become. */
export async function accept(): Promise<void> {
  todo('accept');
}

export function runWorker(): void {
  todo('the worker');
}

export async function sweep(): Promise<void> {
  todo('sweep');
}
