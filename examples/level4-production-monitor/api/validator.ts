import AjvCompiler from '@fastify/ajv-compiler';

type BuildValidator = ReturnType<typeof AjvCompiler>;

/**
 * In an address everything is text, and "50" is a number there. In a body it is not: what JSON says is what was meant,
 * and made to fit, a timeout of 0 would become none at all.
 */
export const buildValidator: BuildValidator = (schemas, options) => {
  const build = AjvCompiler();
  const lenient = build(schemas, options);
  const strict = build(schemas, {
    ...options,
    customOptions: { ...options?.customOptions, coerceTypes: false },
  } as never);
  return ((route: { httpPart: string }) => (route.httpPart === 'body' ? strict : lenient)(route as never)) as never;
};
