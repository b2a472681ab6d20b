import { z } from 'zod';
import { routingSchemas } from '../../gather/arm/routing-configurations.ts';
import { schemaByType } from '../../gather/list-reads.ts';
import { computeUsage } from '../../model/azure/compute.ts';
import { subscription } from '../../model/azure/subscription.ts';

/** Everything of Azure's that an audit reads. */
const schemas: readonly z.core.$ZodType[] = [...schemaByType.values(), computeUsage, subscription, ...routingSchemas];

/** Names of properties that a schema reads somewhere, lower case, with those that ARM nests them in and knows a resource by. */
export const readProperties: ReadonlySet<string> = new Set(
  ['id', 'type', 'properties', ...schemas.flatMap((schema) => [...propertiesOf(schema)])].map((name) =>
    name.toLowerCase(),
  ),
);

function* propertiesOf(schema: z.core.$ZodType): Generator<string> {
  if (schema instanceof z.ZodObject) {
    for (const [name, property] of Object.entries(schema.shape)) {
      yield name;
      yield* propertiesOf(property);
    }
  } else if (schema instanceof z.ZodPipe) {
    yield* propertiesOf(schema.in);
    yield* propertiesOf(schema.out);
  } else if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    yield* propertiesOf(schema.unwrap());
  } else if (schema instanceof z.ZodArray) {
    yield* propertiesOf(schema.element);
  } else if (schema instanceof z.ZodRecord) {
    yield* propertiesOf(schema.valueType);
  }
}
