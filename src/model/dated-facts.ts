import type { Severity } from './finding.ts';
import type { Source } from './source.ts';

/**
 * What ages: dates and limits that Microsoft has announced, in one place, as they stood on this day. Renew all of it together.
 */
export const datedFactsCheckedOn = '2026-11-01';

const retirementNotes = 'https://github.com/MicrosoftDocs/azure-aks-docs/blob/main/articles/aks/includes';

/** A generation of node images that AKS stops delivering. */
export interface NodeImageRetirement {
  readonly name: string;
  /** How `nodeImageVersion` begins. */
  readonly imagePrefix: string;
  /** Values of `osSKU` that mean this generation and no other. */
  readonly osSkus: readonly string[];
  /** ISO date; undefined where it was long ago. */
  readonly endsOn: string | undefined;
  /** ISO date from which the images themselves are gone, where that is later: a blocker from then on. */
  readonly removedOn?: string;
  readonly severityBefore: Severity;
  readonly severityAfter: Severity;
}

export const nodeImageRetirements: readonly NodeImageRetirement[] = [
  {
    name: 'Azure Linux 2',
    imagePrefix: 'AKSAzureLinux-V2',
    osSkus: [],
    endsOn: '2026-03-31',
    severityBefore: 'high',
    severityAfter: 'blocker',
  },
  {
    name: 'CBL-Mariner',
    imagePrefix: 'AKSCBLMariner',
    osSkus: ['CBLMariner', 'Mariner'],
    endsOn: '2026-03-31',
    severityBefore: 'high',
    severityAfter: 'blocker',
  },
  {
    name: 'Ubuntu 16.04',
    imagePrefix: 'AKSUbuntu-1604',
    osSkus: [],
    endsOn: undefined,
    severityBefore: 'blocker',
    severityAfter: 'blocker',
  },
  {
    name: 'Ubuntu 18.04 for edge zones',
    imagePrefix: 'AKSUbuntuEdge-1804',
    osSkus: [],
    endsOn: undefined,
    severityBefore: 'blocker',
    severityAfter: 'blocker',
  },
  {
    name: 'Ubuntu 18.04',
    imagePrefix: 'AKSUbuntu-1804',
    osSkus: [],
    endsOn: undefined,
    severityBefore: 'blocker',
    severityAfter: 'blocker',
  },
  {
    name: 'Ubuntu 20.04',
    imagePrefix: 'AKSUbuntu-2004',
    osSkus: [],
    endsOn: '2027-03-17',
    severityBefore: 'high',
    severityAfter: 'blocker',
  },
  {
    name: 'Ubuntu 22.04',
    imagePrefix: 'AKSUbuntu-2204',
    osSkus: ['Ubuntu2204'],
    endsOn: '2027-06-30',
    removedOn: '2028-04-30',
    severityBefore: 'medium',
    severityAfter: 'medium',
  },
];

export const nodeImageSources: readonly [Source, ...Source[]] = [
  { title: 'Azure Linux 2 retirement', url: `${retirementNotes}/azure-linux-retirement.md`, sure: 'documented' },
  { title: 'Ubuntu 20.04 retirement', url: `${retirementNotes}/ubuntu-20-04-retirement.md`, sure: 'documented' },
  { title: 'Ubuntu 22.04 retirement', url: `${retirementNotes}/ubuntu-22-04-retirement.md`, sure: 'documented' },
];

/** The newest minors that AKS drops from standard support, oldest first; every minor before the first has been dropped. */
export const standardSupport: readonly { readonly minor: string; readonly lastDay: string }[] = [
  { minor: '1.33', lastDay: '2026-07-31' },
  { minor: '1.34', lastDay: '2026-11-30' },
  { minor: '1.35', lastDay: '2027-03-31' },
  { minor: '1.36', lastDay: '2027-06-30' },
  { minor: '1.37', lastDay: '2027-10-31' },
];

/** Where long-term support of a minor ends; every minor before the first has none any more, and one after the last is not announced. */
export const longTermSupport: readonly { readonly minor: string; readonly lastDay: string }[] = [
  { minor: '1.29', lastDay: '2026-04-30' },
  { minor: '1.30', lastDay: '2026-07-31' },
  { minor: '1.31', lastDay: '2026-11-30' },
  { minor: '1.32', lastDay: '2027-03-31' },
  { minor: '1.33', lastDay: '2027-07-31' },
  { minor: '1.34', lastDay: '2027-11-30' },
  { minor: '1.35', lastDay: '2028-03-31' },
  { minor: '1.36', lastDay: '2028-06-30' },
];

export const supportedVersions: Source = {
  title: 'Supported Kubernetes versions in AKS',
  url: 'https://learn.microsoft.com/azure/aks/supported-kubernetes-versions',
  sure: 'documented',
};

/**
 * Limits that Azure sets and may raise.
 * @see https://learn.microsoft.com/azure/aks/configure-kubenet
 */
export const publishedLimits = {
  /** Routes a route table holds; `--route-limit` says otherwise where the platform grants more. */
  routesPerTable: 400,
  /** Nodes AKS lets a kubenet cluster grow to; half of it when dual stack. */
  kubenetNodes: 400,
  /** Addresses Azure keeps of every subnet: the first four and the last. */
  reservedSubnetAddresses: 5,
  /** Characters of a name that becomes a node label. */
  networkNameLength: 63,
} as const;
