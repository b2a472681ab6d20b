import type { Language } from '../../model/iac-language.ts';
import type { Place } from '../text/place.ts';
import type { ClusterClaim } from './claim.ts';
import type { IacVerdict } from './verdict.ts';

export type { Language };

/** A place in code that has to do with kubenet clusters, and what to make of it. */
export interface IacFinding {
  readonly at: Place;
  /** `other-network`: it declares a cluster that has nothing to do with kubenet, which only the join with running ones asks for. */
  readonly verdict: IacVerdict | 'other-network';
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
  /** The cluster that is declared; undefined for a place that declares none, such as a value or a list. */
  readonly cluster: ClusterClaim | undefined;
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
