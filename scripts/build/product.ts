import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const productSchema = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  license: z.string(),
  engines: z.object({ node: z.string() }),
});

/** What the project's package.json says of the product. */
export type Product = z.infer<typeof productSchema>;

/** @param root the project's folder */
export async function readProduct(root: string): Promise<Product> {
  return productSchema.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
}
