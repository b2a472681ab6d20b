import { z } from 'zod';
import { productVersion } from '../../config/product-version.ts';
import { plainJsonSchema } from '../../model/plain-json-schema.ts';
import { problemSchema } from './problem.ts';
import type { DocumentedResponse, Route } from './route.ts';

/** `baseUrl`: what the paths are relative to, with a slash at the end; an address, or a path where none is known. */
export function openApiDocument(routes: readonly Route[], baseUrl: string) {
  const paths = Map.groupBy(routes, ({ path }) => `/${path}`);
  return {
    openapi: '3.1.0',
    info: { title: 'kubenet-audit', version: productVersion },
    servers: [{ url: baseUrl.replace(/\/$/, '') }],
    paths: Object.fromEntries([...paths].map(([path, each]) => [path, Object.fromEntries(each.map(operation))])),
    components: {
      securitySchemes: { functionKey: { type: 'apiKey', in: 'header', name: 'x-functions-key' } },
    },
  };
}

function operation(route: Route): [string, object] {
  const { method, name, summary, authLevel } = route;
  const answers = [...route.responses, ...commonResponses(route)];
  return [
    method.toLowerCase(),
    {
      operationId: name,
      summary,
      security: authLevel === 'anonymous' ? [] : [{ functionKey: [] }],
      parameters: [...parameters('path', route.params), ...parameters('query', route.query)],
      responses: Object.fromEntries(answers.map((answer) => [String(answer.status), response(answer)])),
    },
  ];
}

function commonResponses({ authLevel, responses }: Route): DocumentedResponse[] {
  const all = [
    { status: 400, description: 'The request is not valid.' },
    ...(authLevel === 'anonymous'
      ? []
      : [{ status: 401, description: 'No valid key, or not signed in.', content: {} }]),
    { status: 500, description: 'The app failed.' },
  ];
  return all.filter(({ status }) => responses.every((response) => response.status !== status));
}

function parameters(place: 'path' | 'query', schema: z.ZodObject): object[] {
  return Object.entries(schema.shape).map(([name, each]) => {
    const { description, ...rest } = jsonSchema(each, 'input');
    return {
      name,
      in: place,
      required: place === 'path' || !each.safeParse(undefined).success,
      ...(typeof description === 'string' ? { description } : {}),
      schema: rest,
    };
  });
}

function response({ status, description, content }: DocumentedResponse) {
  const shown = content ?? (status >= 400 ? { 'application/problem+json': problemSchema } : {});
  const entries = Object.entries(shown).map(([type, schema]) => [
    type,
    { schema: schema === null ? contentSchema(type) : jsonSchema(schema, 'output') },
  ]);
  return { description, ...(entries.length > 0 ? { content: Object.fromEntries(entries) } : {}) };
}

/** Of what has no schema of ours: any JSON, text, or bytes. */
function contentSchema(mediaType: string): object {
  if (/[/+]json\b/.test(mediaType)) return {};
  return /^text\/|\+xml\b/.test(mediaType) ? { type: 'string' } : { type: 'string', format: 'binary' };
}

function jsonSchema(schema: z.core.$ZodType, io: 'input' | 'output'): Readonly<Record<string, unknown>> {
  const { $schema: _, ...shown } = plainJsonSchema(z.toJSONSchema(schema, { io, unrepresentable: 'any' }));
  return shown;
}
