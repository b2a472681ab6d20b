import { z } from 'zod';

/** A resource type as Microsoft's Bicep types describe it: objects by name, their properties by name. */
const objectTypeSchema = z.object({
  /** Type by property: `string`, `int`, `bool`, another object's name, alternatives with ` | `, or one of these with `[]`. */
  properties: z.record(z.string(), z.string()),
  required: z.array(z.string()),
  readOnly: z.array(z.string()),
  /** Type of properties with any other name. */
  others: z.string().optional(),
});
export type ObjectType = z.infer<typeof objectTypeSchema>;

const resourceTypeSchema = z.object({
  /** The resource itself; several where the resource's name decides. */
  bodies: z.array(objectTypeSchema),
  objects: z.record(z.string(), objectTypeSchema),
});
export type ResourceType = z.infer<typeof resourceTypeSchema>;

/** By `type@version`. */
export const azureTypesSchema = z.record(z.string(), resourceTypeSchema);
export type AzureTypes = z.infer<typeof azureTypesSchema>;

const propertyAnswer = z.object({ name: z.string(), type: z.string(), flags: z.string().default('') });
const objectAnswer = z.object({
  $type: z.literal('Object'),
  name: z.string(),
  properties: z.array(propertyAnswer),
  additionalPropertiesType: z.string().optional(),
});
const resourceAnswer = z.object({
  $type: z.literal('Resource'),
  name: z.string(),
  bodyType: z.discriminatedUnion('$type', [
    objectAnswer,
    z.object({
      $type: z.literal('DiscriminatedObject'),
      baseProperties: z.array(propertyAnswer),
      elements: z.array(objectAnswer),
    }),
  ]),
});

/** What `azmcp bicepschema get` answers. */
const answerSchema = z.object({
  results: z.object({ BicepSchemaResult: z.array(z.looseObject({ $type: z.string() })) }),
});

/** The resource type that an answer describes. */
export function readSchemaAnswer(answer: unknown): { readonly name: string; readonly type: ResourceType } {
  const all = answerSchema.parse(answer).results.BicepSchemaResult;
  const { name, bodyType } = resourceAnswer.parse(all.find(({ $type }) => $type === 'Resource'));
  const objects = all.filter(({ $type }) => $type === 'Object').map((each) => objectAnswer.parse(each));
  const bodies =
    bodyType.$type === 'Object'
      ? [toObjectType(bodyType.properties, bodyType.additionalPropertiesType)]
      : bodyType.elements.map((each) => toObjectType([...bodyType.baseProperties, ...each.properties], undefined));
  const byName = objects.map(
    (each) => [each.name, toObjectType(each.properties, each.additionalPropertiesType)] as const,
  );
  return { name, type: { bodies, objects: Object.fromEntries(byName) } };
}

function toObjectType(properties: z.infer<typeof propertyAnswer>[], others: string | undefined): ObjectType {
  const named = (flag: string) =>
    properties.filter(({ flags }) => flags.split(', ').includes(flag)).map(({ name }) => name);
  return {
    properties: Object.fromEntries(properties.map(({ name, type }) => [name, type])),
    required: named('Required'),
    readOnly: named('ReadOnly'),
    ...(others === undefined ? {} : { others }),
  };
}
