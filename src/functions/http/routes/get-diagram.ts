import { z } from 'zod';
import { type DiagramFormat, diagramFormats } from '../../../report/diagram/formats.ts';
import { notModified, validatorsOf } from '../cache-validators.ts';
import { clusterKeySchema, findClusterReport } from '../cluster-parameter.ts';
import { defineRoute, type Route } from '../route.ts';
import { runSchema } from '../run-parameter.ts';
import { securityHeaders } from '../security-headers.ts';

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
      const validators = validatorsOf(found.run, ['diagram', format.name, params.key]);
      const unchanged = notModified(headers, validators);
      if (unchanged !== undefined) return unchanged;
      const { contentSecurityPolicy, mediaType } = format;
      return {
        status: 200,
        headers: {
          ...securityHeaders,
          ...validators,
          'content-type': mediaType,
          'content-disposition': `inline; filename="network-${params.key}.${format.name}"`,
          ...(contentSecurityPolicy === undefined ? {} : { 'content-security-policy': contentSecurityPolicy }),
        },
        body: format.render(await found.read()),
      };
    },
  });
}
