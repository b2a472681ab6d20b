import { z } from 'zod';
import { type DiagramFormat, diagramFormats } from '../../../report/diagram/formats.ts';
import { validatorsOf } from '../cache-validators.ts';
import { clusterKeySchema, findClusterReport } from '../cluster-parameter.ts';
import { documentOfRun } from '../document-of-run.ts';
import { defineRoute, type Route } from '../route.ts';
import { runSchema } from '../run-parameter.ts';

/** The picture of a cluster's network, one route for each form it has. */
export const getDiagrams: readonly Route[] = diagramFormats.map(getDiagram);

function getDiagram(format: DiagramFormat): Route {
  return defineRoute({
    name: `http-diagram-${format.name}`,
    method: 'GET',
    path: `clusters/{key}/diagram.${format.name}`,
    authLevel: 'function',
    summary: `The network of a cluster of a run, as ${format.name.toUpperCase()}.`,
    params: z.strictObject({ key: clusterKeySchema }),
    query: z.strictObject({ run: runSchema }),
    responses: [
      { status: 200, description: 'The picture.', content: { [format.mediaType]: null } },
      { status: 304, description: 'The asker has it already.' },
      { status: 404, description: 'There is no such report, or no such cluster in it.' },
    ],

    async handle({ headers, params, query }, services) {
      const found = await findClusterReport(services, query.run, params.key);
      if ('response' in found) return found.response;
      const { contentSecurityPolicy, mediaType, name } = format;
      return documentOfRun(headers, validatorsOf(found.run, ['diagram', name, params.key]), async () => ({
        mediaType,
        shown: 'inline',
        fileName: `network-${params.key}.${name}`,
        ...(contentSecurityPolicy === undefined
          ? {}
          : { headers: { 'content-security-policy': contentSecurityPolicy } }),
        body: format.render(await found.read()),
      }));
    },
  });
}
