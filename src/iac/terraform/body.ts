import type { Place } from '../text/place.ts';
import type { Expression } from '../value/expression.ts';

/** The inside of a block, or a whole file, of HCL or of its JSON form. */
export interface Body {
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly blocks: readonly Block[];
}

export interface Attribute {
  readonly name: string;
  readonly at: Place;
  readonly value: Expression;
}

export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly at: Place;
  readonly body: Body;
  /** As it is written, comments too. */
  readonly text: string;
}

export const emptyBody: Body = { attributes: new Map(), blocks: [] };

export function blocksOf(body: Body, type: string): readonly Block[] {
  return body.blocks.filter((block) => block.type === type);
}
