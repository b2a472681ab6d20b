import type { Presence } from '../judge/presence.ts';
import type { Place } from '../text/place.ts';
import { evaluate, type Scope } from '../value/evaluate.ts';
import type { Value } from '../value/value.ts';
import { type Block, type Body, blocksOf } from './body.ts';
import { copies, type Each, type Instance, scopeOf } from './instance.ts';

/** A nested block of a resource with the scope its expressions have: written out, or made by a `dynamic` block. */
export interface NestedBlock {
  readonly body: Body;
  readonly scope: Scope;
  readonly presence: Presence;
}

export function nestedBlocks(resource: Block, type: string, instance: Instance, each: Each | undefined): NestedBlock[] {
  const scope = scopeOf(instance, each);
  const written = blocksOf(resource.body, type).map(({ body }) => ({ body, scope, presence: 'stands' as const }));
  const dynamic = blocksOf(resource.body, 'dynamic').filter(({ labels }) => labels[0] === type);
  return [...written, ...dynamic.flatMap((block) => dynamicBlocks(block, type, instance, each))];
}

function dynamicBlocks(block: Block, type: string, instance: Instance, each: Each | undefined): NestedBlock[] {
  const [content] = blocksOf(block.body, 'content');
  const forEach = block.body.attributes.get('for_each');
  if (content === undefined || forEach === undefined) return [];
  const iterator = block.body.attributes.get('iterator')?.value;
  const name = iterator?.kind === 'name' ? iterator.name : type;
  return copies(forEach.value, scopeOf(instance, each)).map(({ each: item, presence }) => ({
    body: content.body,
    scope: scopeOf(instance, each, item === undefined ? new Map() : new Map([[name, item]])),
    presence,
  }));
}

export interface PlacedValue {
  readonly value: Value;
  readonly at: Place;
}

export function attributeValue(body: Body, name: string, scope: Scope): PlacedValue | undefined {
  const attribute = body.attributes.get(name);
  return attribute && { value: evaluate(attribute.value, scope), at: attribute.at };
}
