import type { Language } from '../judge/finding.ts';
import { isPolicyType } from '../policy/policy-resource.ts';
import type { Place } from '../text/place.ts';
import type { Expression } from '../value/expression.ts';

/** A template of Azure Resource Manager, whether it was written in JSON or in Bicep. */
export interface Template {
  readonly file: string;
  readonly language: Extract<Language, 'arm' | 'bicep'>;
  /** By name, in lower case: both languages but Bicep's own names compare without case. */
  readonly parameters: ReadonlyMap<string, TemplateParameter>;
  readonly variables: ReadonlyMap<string, Expression>;
  readonly outputs: ReadonlyMap<string, Expression>;
  readonly resources: readonly TemplateResource[];
  readonly calls: readonly TemplateCall[];
}

export interface TemplateParameter {
  readonly name: string;
  readonly at: Place;
  readonly fallback: Expression | undefined;
  /** Whether it may be left out without a default (`string?`). */
  readonly isNullable: boolean;
  readonly allowed: readonly { readonly value: string; readonly at: Place }[];
}

export interface Repeated {
  readonly condition: Expression | undefined;
  readonly loop: Loop | undefined;
}

/** Bicep's `for item, index in collection`, or a number of ARM's copies. */
export type Loop =
  | { readonly kind: 'for'; readonly item: string; readonly index: string | undefined; readonly collection: Expression }
  | { readonly kind: 'copy'; readonly count: Expression };

export interface TemplateResource extends Repeated {
  readonly symbol: string;
  readonly at: Place;
  readonly body: Expression;
}

/** A module, or a nested or linked deployment. */
export interface TemplateCall extends Repeated {
  readonly symbol: string;
  readonly at: Place;
  /** The template inside; else how its file is named. */
  readonly inside: Template | undefined;
  readonly path: Expression | undefined;
  /** Whether a template inside sees the parameters and variables around it. */
  readonly seesOuter: boolean;
  /** The resource group's name, where it says another than the one around it. */
  readonly resourceGroup: Expression | undefined;
  /** By name, the values handed on. */
  readonly parameters: ReadonlyMap<string, Expression>;
}

export const managedClusterType = /^microsoft\.containerservice\/managedclusters(@|$)/i;

/** Whether anything is said about resources of a type: clusters, and policies about them. */
export function isJudged(type: string): boolean {
  return managedClusterType.test(type) || isPolicyType(type);
}
