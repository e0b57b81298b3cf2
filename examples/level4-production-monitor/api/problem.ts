import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { SchedulerError, type SchedulerErrorCode } from '../../scheduler/index.ts';

declare module 'fastify' {
  interface FastifyInstance {
    trouble(error: unknown): void;
  }
}

/** A refusal with everything a client needs to put it right. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly field: string | undefined;

  constructor(status: number, code: string, message: string, field?: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

const STATUS: Record<SchedulerErrorCode, number> = {
  'invalid-name': 400,
  'invalid-trigger': 400,
  'invalid-expression': 400,
  'unknown-zone': 400,
  'past-date': 400,
  'invalid-option': 400,
  'invalid-payload': 400,
  'unknown-handler': 400,
  'unknown-job': 404,
  'unknown-run': 404,
  'duplicate-job': 409,
  'duplicate-handler': 409,
  'not-running': 503,
  'store-failed': 503,
};

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Who are you?',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  406: 'Not acceptable',
  409: 'Conflict',
  413: 'Too large',
  414: 'Address too long',
  415: 'Unsupported media type',
  421: 'Misdirected request',
  422: 'Cannot be processed',
  429: 'Too many requests',
  500: 'Our mistake',
  503: 'Not ready',
};

/** Every error leaves as `application/problem+json`. Ours are logged and hidden; the client's are explained. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const problem = describe(error);
  if (problem.status >= 500) request.server.trouble(error);
  if (problem.status === 503) reply.header('retry-after', '5');
  const title = TITLES[problem.status] ?? 'Error';
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .serializer((body) => JSON.stringify(body))
    .send({ type: 'about:blank', title, ...problem });
}

/** An error that explains itself to the client; any other is one that nobody foresaw. */
export function isRefusal(error: unknown): boolean {
  return describe(error).status !== 500;
}

function describe(error: unknown): { status: number; code: string; detail: string; field?: string } {
  if (error instanceof ApiError)
    return { status: error.status, code: error.code, detail: error.message, ...fieldOf(error.field) };
  if (error instanceof SchedulerError) {
    return { status: STATUS[error.code], code: error.code, detail: error.message, ...fieldOf(error.field) };
  }
  const { validation, validationContext, statusCode = 500, code = 'error', message } = error as FastifyError;
  if (validation?.[0]) {
    const [first] = validation;
    const { instancePath, params, message: why = 'is not valid' } = first;
    const own = params.missingProperty ?? params.additionalProperty ?? params.tag;
    const field = [validationContext === 'body' ? '' : validationContext, ...instancePath.split('/'), own]
      .filter(Boolean)
      .join('.');
    return { status: 400, code: 'invalid-request', detail: `${field || validationContext}: ${why}`, ...fieldOf(field) };
  }
  if (statusCode < 500) return { status: statusCode, code: code.toLowerCase().replaceAll('_', '-'), detail: message };
  return { status: 500, code: 'internal', detail: 'Something went wrong on our side; the log has it.' };
}

function fieldOf(field: string | undefined): { field?: string } {
  return field ? { field } : {};
}
