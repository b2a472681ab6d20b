import type { ArmResource } from '../estate/estate.ts';
import type { ArmRead } from './arm-read.ts';

/** Compute leaves `instanceView` out of a virtual machine's body unless `$expand=instanceView` asks for it. */
export function withoutInstanceView(body: unknown, { rule, incoming }: Pick<ArmRead, 'rule' | 'incoming'>): unknown {
  if (rule.hasInstanceView === undefined || !isResource(body)) return body;
  const expand = incoming.url.searchParams.get('$expand')?.toLowerCase() ?? '';
  if (expand.split(',').includes('instanceview')) return body;
  const { instanceView: _left, ...properties } = body.properties ?? {};
  return { ...body, properties };
}

function isResource(body: unknown): body is ArmResource {
  return typeof body === 'object' && body !== null && 'properties' in body;
}
