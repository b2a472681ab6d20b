import type { Language } from '../../model/iac-language.ts';
import type { Place } from '../text/place.ts';
import type { Value } from '../value/value.ts';
import type { Presence } from './presence.ts';

/** Whose default fills a plugin that nobody names. */
interface NamedDefault {
  readonly plugin: string;
  readonly whose: string;
}

/** How code names a cluster, as far as its values are known. */
export interface CodeCluster {
  readonly name: Value | undefined;
  readonly resourceGroup: Value | undefined;
  /** Those whose names and values are known. */
  readonly tags: Readonly<Record<string, string>>;
  /** The folder of the module, or the file. */
  readonly module: string;
  /** The module blocks that lead to it, from the root's to the nearest. */
  readonly calledAt: readonly Place[];
}

/** A cluster as a piece of code declares it, whatever the language. */
export interface ClusterClaim {
  readonly language: Language;
  readonly subject: string;
  /** Where the declaration begins. */
  readonly at: Place;
  /** undefined: not said. */
  readonly plugin: Value | undefined;
  /** Where the declaration says the plugin. */
  readonly pluginAt: Place | undefined;
  /** Why no plugin is said, where a value of the caller's could bring one: a sentence. */
  readonly leftOutBy: string;
  readonly mode: Value | undefined;
  readonly kubernetesVersion: Value | undefined;
  readonly networkPolicy: Value | undefined;
  readonly podCidr: Value | undefined;
  /** The same cluster as each set of values makes it that somebody can apply; empty where the code has one only. */
  readonly ways: readonly ClaimedWay[];
  /** `declares`: applied again and again to a cluster that may be old; `creates`: makes a new one; `updates`: changes one. */
  readonly act: 'declares' | 'creates' | 'updates';
  readonly presence: Presence;
  /** Overrides AKS's own choice. */
  readonly byDefault: NamedDefault | undefined;
  /** Of azurerm: the versions that may run. */
  readonly provider: ProviderVersion | undefined;
  /** Whether the declaration, its comments included, speaks of kubenet. */
  readonly speaksOfKubenet: boolean;
  readonly cluster: CodeCluster | undefined;
}

/** A cluster as one set of values makes it: the defaults of a root, with the variable files that are applied over them. */
export interface ClaimedWay {
  readonly claim: ClusterClaim;
  /** The variable file that has to be named; undefined where what is applied unasked makes it. */
  readonly named: string | undefined;
}

export interface ProviderVersion {
  /** How the code pins it: `= 4.40.0`, `locked at 4.40.0`; empty where it does not. */
  readonly said: string;
  /** Whether every allowed version replaces the cluster on the way to Overlay; undefined where some do and some do not. */
  readonly replaces: boolean | undefined;
  readonly at: Place | undefined;
}

/** The parts of a claim that most languages leave at these. */
export const plainClaim = {
  pluginAt: undefined,
  leftOutBy: '',
  mode: undefined,
  kubernetesVersion: undefined,
  networkPolicy: undefined,
  podCidr: undefined,
  ways: [],
  act: 'declares',
  presence: 'stands',
  byDefault: undefined,
  provider: undefined,
  speaksOfKubenet: false,
  cluster: undefined,
} as const satisfies Partial<ClusterClaim>;
