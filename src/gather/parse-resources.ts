import type { z } from 'zod';
import { AzureAnswerError } from '../arm/errors.ts';

/**
 * Reads each item of a list by its schema. One that does not fit means that Azure changed its answer, and then the list as a whole
 * is not known: a list with a hole would be mistaken for all there is.
 * @throws {AzureAnswerError} naming the item and what is wrong with it
 */
export function parseResources<S extends z.ZodType>(schema: S, items: readonly unknown[], path: string): z.infer<S>[] {
  return items.map((item, index) => parseResource(schema, item, `${path} [${index}]`));
}

/** @throws {AzureAnswerError} */
export function parseResource<S extends z.ZodType>(schema: S, item: unknown, path: string): z.infer<S> {
  const parsed = schema.safeParse(item);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AzureAnswerError(
    `Azure answered in an unexpected form: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
    path,
    { cause: parsed.error },
  );
}
