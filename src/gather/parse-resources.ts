import type { z } from 'zod';
import { AzureAnswerError } from '../arm/errors.ts';
import { type Fact, known, notKnown } from '../model/fact.ts';

/**
 * Reads each item of a list by its schema. One that does not fit means that the list as a whole is not known: a list with a hole would
 * be mistaken for all there is.
 * @throws {AzureAnswerError} naming the item and what is wrong with it
 */
export function parseResources<S extends z.ZodType>(schema: S, items: readonly unknown[], path: string): z.infer<S>[] {
  return items.map((item, index) => parseResource(schema, item, `${path} [${index}]`));
}

/** @throws {AzureAnswerError} */
export function parseResource<S extends z.ZodType>(schema: S, item: unknown, path: string): z.infer<S> {
  const parsed = schema.safeParse(item);
  if (parsed.success) return parsed.data;
  throw new AzureAnswerError(`Azure answered in an unexpected form: ${whatIsWrong(parsed.error)}`, path, {
    cause: parsed.error,
  });
}

/** One resource by itself: where it does not fit, it is not known, and nothing else is lost by it. */
export function readResource<S extends z.ZodType>(schema: S, item: unknown, path: string): Fact<z.infer<S>> {
  const parsed = schema.safeParse(item);
  return parsed.success
    ? known(parsed.data)
    : notKnown(`What was read of ${path} is not whole: ${whatIsWrong(parsed.error)}.`);
}

/** `routes.3.name: expected string, received undefined`. */
function whatIsWrong({ issues }: z.ZodError): string {
  const [issue] = issues;
  const where = issue?.path.join('.') ?? '';
  const what = (issue?.message ?? '').replace(/^Invalid input: /, '');
  return where === '' ? what : `${where}: ${what}`;
}
