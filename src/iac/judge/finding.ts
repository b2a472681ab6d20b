import type { Place } from '../text/place.ts';
import type { IacVerdict } from './verdict.ts';

export const languages = [
  'terraform',
  'terraform-plan',
  'terragrunt',
  'bicep',
  'arm',
  'shell',
  'powershell',
  'azure-pipelines',
  'github-workflow',
  'ansible',
  'pulumi-yaml',
  'pulumi-program',
  'cluster-api',
  'azure-service-operator',
  'crossplane',
  'rancher',
  'helm',
  'data',
] as const;
export type Language = (typeof languages)[number];

/** A place in code that has to do with kubenet clusters, and what to make of it. */
export interface IacFinding {
  readonly at: Place;
  readonly verdict: IacVerdict;
  readonly language: Language;
  /** What the place belongs to: `azurerm_kubernetes_cluster.this`, `az aks create`. */
  readonly subject: string;
  /** A sentence or two: why this verdict. */
  readonly why: string;
  /** The values that can arrive there, where several can. */
  readonly values: readonly string[];
  /** Where the value is used, where that is another place. */
  readonly usedAt: readonly Place[];
  /** What to write instead, and in which order; empty where nothing is to be changed. */
  readonly instead: string;
  /** The cluster this code makes, as far as the code names it. */
  readonly cluster: CodeCluster | undefined;
}

export interface CodeCluster {
  readonly name: string | undefined;
  readonly resourceGroup: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** The folder of the module, or the file. */
  readonly module: string;
}

/** Something that was not read whole, so that nothing may be concluded from its silence. */
export interface NotRead {
  readonly file: string;
  /** undefined where the whole file is meant. */
  readonly line: number | undefined;
  readonly reason: string;
}

/** What one reader makes of the files it was given. */
export interface Reading {
  readonly findings: readonly IacFinding[];
  readonly notRead: readonly NotRead[];
}
