import type { RequestListener } from 'node:http';
import * as z from 'zod';
import type { Control } from './control.ts';
import type { Estate } from './estate/estate.ts';
import { faultRule } from './faults/fault-rule.ts';
import { standardSettings } from './settings.ts';
import { settingsChanges } from './settings-changes.ts';
import { type Answer, ok } from './wire/answer.ts';
import { type Incoming, readIncoming } from './wire/incoming.ts';
import { send } from './wire/send.ts';

const armResource = z.looseObject({ id: z.string(), name: z.string(), type: z.string() });

/** Only the outermost shape: what stands inside an estate is its maker's affair. */
const estateShape = z.looseObject({
  tenantId: z.string(),
  subscriptions: z.array(z.unknown()),
  principals: z.array(z.unknown()),
  resources: z.array(armResource),
  managementGroups: z.array(z.unknown()),
  computeUsages: z.array(z.unknown()),
  subnetUsages: z.array(z.unknown()),
});

/** An estate from JSON. Throws with the path of what is missing. */
export function parseEstate(json: unknown): Estate {
  // The outer shape has been checked; the simulated Azure passes the inside on as it stands.
  return estateShape.parse(json) as unknown as Estate;
}

const graphLag = z.strictObject({ id: z.string(), older: armResource.nullable() });

const lateError = z.strictObject({ clusterId: z.string(), code: z.string(), message: z.string() });

/** The control over HTTP, for another process: below a path that only the one who started the simulation knows. */
export function controlListener(secretPath: string, control: Control, other: RequestListener): RequestListener {
  return (request, response) => {
    if (!request.url?.startsWith(`${secretPath}/`)) {
      other(request, response);
      return;
    }
    readIncoming(request, `http://${request.headers.host}`)
      .then((incoming) =>
        send(response, answerControl(incoming, secretPath, control), incoming, standardSettings.gzipFromBytes),
      )
      .catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error: message }));
      });
  };
}

function answerControl(incoming: Incoming, secretPath: string, control: Control): Answer {
  const operation = `${incoming.method} ${incoming.url.pathname.slice(secretPath.length)}`;
  const body = (): unknown => JSON.parse(incoming.body);
  switch (operation) {
    case 'POST /faults':
      control.addFault(faultRule.parse(body()));
      break;
    case 'DELETE /faults':
      control.clearFaults();
      break;
    case 'GET /requests':
      return ok(control.requests());
    case 'DELETE /requests':
      control.clearRequests();
      break;
    case 'PUT /estate':
      control.replaceEstate(parseEstate(body()));
      break;
    case 'POST /graph-lag': {
      const { id, older } = graphLag.parse(body());
      control.setGraphLag(id, older);
      break;
    }
    case 'POST /late-errors': {
      const { clusterId, ...error } = lateError.parse(body());
      control.failNextUpdate(clusterId, error);
      break;
    }
    case 'DELETE /graph-lag':
      control.clearGraphLag();
      break;
    case 'PATCH /settings':
      control.changeSettings(settingsChanges.parse(body()));
      break;
    case 'POST /expire-tokens':
      control.expireTokens();
      break;
    default:
      return { status: 404, json: { error: `There is no ${operation}.` } };
  }
  return ok({ done: operation });
}
