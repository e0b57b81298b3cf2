import type { FastifyInstance } from 'fastify';
import { todo } from '#kit';

export interface Scheduler {
  /** Resolves when jobs are on their clocks; rejects when it cannot start. */
  start(): Promise<void>;
  /** No new run from here on; resolves when the last one has ended. */
  stop(): Promise<void>;
}

/** Task 1. The application, once it is ready, has a scheduler that was started. */
export function startWithApp(app: FastifyInstance, scheduler: Scheduler): void {
  todo('find the moment when everything is loaded and nobody has been told that the app is ready');
}

/** Task 2. Closing the application stops the scheduler first, and waits for it. */
export function stopWithApp(app: FastifyInstance, scheduler: Scheduler): void {
  todo('find the moment before plugins close what they opened');
}

/** Builds an application; it is not ready yet. */
export type Build = () => Promise<FastifyInstance>;

/** Task 3. Each call replaces the application that runs by a new build, and answers with it when it is ready. */
export function reloader(build: Build): () => Promise<FastifyInstance> {
  todo('build, close the old one, get the new one ready; one reload at a time');
}
