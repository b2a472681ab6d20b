import { z } from 'zod';
import { productVersion } from '../../config/product-version.ts';
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
      responses: Object.fromEntries(answers.map((answer) => [String(answer.status), response(name, answer)])),
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
      required: place === 'path',
      ...(typeof description === 'string' ? { description } : {}),
      schema: rest,
    };
  });
}

function response(operationId: string, { status, description, content }: DocumentedResponse) {
  const id = `urn:kubenet-audit:${operationId}:${status}`;
  const shown = content ?? (status >= 400 ? { 'application/problem+json': problemSchema } : {});
  const entries = Object.entries(shown).map(([type, schema]) => [
    type,
    schema === null ? {} : { schema: bodySchema(schema, id) },
  ]);
  return { description, ...(entries.length > 0 ? { content: Object.fromEntries(entries) } : {}) };
}

/** A schema that refers to a part of itself needs an address of its own: its references are relative to that. */
function bodySchema(schema: z.ZodType, id: string): object {
  const shown = jsonSchema(schema, 'output');
  return '$defs' in shown ? { ...shown, $id: id } : shown;
}

function jsonSchema(schema: z.core.$ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...shown } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return shown;
}
