import type { Effort, EffortKind } from '../model/effort.ts';
import type { Category, Confidence, Severity } from '../model/finding.ts';
import type { Headroom, LimitName, ReportFilter, Score, Verdict } from '../model/report.ts';

/** A verdict never shows by colour alone: each has a word and a shape. */
export const verdictWords: Readonly<Record<Verdict, { readonly word: string; readonly symbol: string }>> = {
  blocked: { word: 'blocked', symbol: '■' },
  needsWork: { word: 'needs work', symbol: '▲' },
  ready: { word: 'ready', symbol: '●' },
  unverified: { word: 'unverified', symbol: '◇' },
};

/** In the order a reader acts on them. */
export const verdictsByUrgency: readonly Verdict[] = ['blocked', 'needsWork', 'unverified', 'ready'];

export const limitWords: Readonly<Record<LimitName, { readonly name: string; readonly unit: string }>> = {
  routes: { name: 'route table', unit: 'routes' },
  aksNodeLimit: { name: 'AKS node limit', unit: 'nodes' },
  podCidr: { name: 'pod CIDR', unit: '/24 blocks' },
  subnet: { name: 'node subnet', unit: 'addresses' },
  quota: { name: 'vCPU quota', unit: 'vCPUs' },
};

export const confidenceWords: Readonly<Record<Confidence, string>> = {
  measured: 'Measured: read from Azure for this audit.',
  suspected: 'Suspected: what would prove it could not be had yet.',
  disputed: "Disputed: Azure's own sources disagree on this rule.",
};

export const severityWords: Readonly<Record<Severity, string>> = {
  blocker: 'blocker',
  high: 'high',
  medium: 'medium',
  low: 'low',
  info: 'for information',
};

export const categoryWords: Readonly<Record<Category, string>> = {
  deadline: 'deadline',
  migration: 'migration',
  networkPolicy: 'network policy',
  routeTable: 'route table',
  headroom: 'headroom',
  ipPlan: 'address plan',
  ingress: 'ingress',
  egress: 'egress',
  platform: 'platform',
  workload: 'workload',
};

export const ownershipWords = {
  managed: 'network managed by AKS',
  byoSubnet: 'own subnet, route table of AKS',
  byoRouteTable: 'own subnet and own route table',
} as const;

export const scopeWords = { read: 'read', partial: 'read in part', unreadable: 'could not be read' } as const;

const effortWords: Readonly<Record<EffortKind, string>> = {
  none: 'nothing',
  setting: 'a setting',
  window: 'a window',
  rebuild: 'a rebuild',
};

export function effortText({ kind }: Effort): string {
  return effortWords[kind];
}

/** `2 · a rebuild`: the blockers, and the greatest effort that anything in the way asks for. */
export function blockersText(effort: Effort): string {
  return effort.kind === 'none'
    ? numberText(effort.blockers)
    : `${numberText(effort.blockers)} · ${effortText(effort)}`;
}

export const notKnownText = 'not known';

const wholeNumber = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** `1,234`. */
export function numberText(value: number): string {
  return wholeNumber.format(value);
}

/** `0.4`: clusters a week. */
export function rateText(value: number): string {
  return oneDecimal.format(value);
}

/** `1 cluster`, `2 clusters`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${numberText(count)} ${count === 1 ? noun : plural}`;
}

/** `39 (31–39)`: the value, and the range only where the unknown could move it. */
export function scoreText({ value, low, high }: Score): string {
  if (value === null) return notKnownText;
  return low === high ? numberText(value) : `${numberText(value)} (${numberText(low)}–${numberText(high)})`;
}

/** What a row says of headroom. */
export type NodesLeft = Pick<Headroom, 'nodesLeft' | 'binding' | 'atMost' | 'notKnown'>;

/** `6 · pod CIDR`: the nodes that still fit, and the limit that stops the next one; `at most 6; routes not known` where a limit is missing. */
export function nodesLeftText({ nodesLeft, binding, ...open }: NodesLeft): string {
  if (nodesLeft === null) return atMostText(open) ?? notKnownText;
  return binding === null ? numberText(nodesLeft) : `${numberText(nodesLeft)} · ${limitWords[binding].name}`;
}

/** `at most 6; routes, quota not known`; undefined where no limit says how many. */
export function atMostText({ atMost, notKnown = [] }: Pick<Headroom, 'atMost' | 'notKnown'>): string | undefined {
  if (atMost === undefined || atMost === null) return undefined;
  return `at most ${numberText(atMost)}; ${notKnown.map((name) => limitWords[name].name).join(', ')} not known`;
}

/** `subscription x or y; verdict blocked; tag team=payments`. */
export function filterText({ subscriptionIds, verdicts, tags }: ReportFilter): string {
  const parts = [
    ...(subscriptionIds.length > 0 ? [`subscription ${subscriptionIds.join(' or ')}`] : []),
    ...(verdicts.length > 0 ? [`verdict ${verdicts.map((each) => verdictWords[each].word).join(' or ')}`] : []),
    ...Object.entries(tags).map(([name, value]) => `tag ${name}=${value}`),
  ];
  return parts.join('; ');
}
