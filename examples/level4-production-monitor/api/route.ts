import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { TSchema } from 'typebox';
import { Problem } from './schemas.ts';

/** A Fastify whose handlers are typed by their schemas. */
export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** The answers a route may give: its own, and a problem for everything else. */
export function answers(success: Record<number, TSchema>): Record<string, TSchema> {
  return { ...success, '4xx': Problem, '5xx': Problem };
}
