import type { AlertEvent, EventKind } from '../../model/alert.ts';
import { severityRank } from '../../model/finding.ts';
import type { ReportHead } from '../../model/report.ts';
import { clusterAnchor } from '../../words/links.ts';
import { answerSentence, coverageSentence, deadlineSentence, paceSentence } from '../../words/sentences.ts';
import { counted } from '../../words/words.ts';
import type { AlertSettings } from '../settings/schema.ts';

/** One message, before it has the form of a channel. All texts are as Azure has them, not escaped. */
export interface Notice {
  /** The same for every attempt at it: what a receiver may tell repetitions by. */
  readonly id: string;
  /** What it is about, in a few words. */
  readonly title: string;
  /** ISO 8601: when it was put together. */
  readonly sentAt: string;
  /** Worst first, what is over after what began. */
  readonly events: readonly AlertEvent[];
  /** The estate in a few sentences; empty where there is no report. */
  readonly summary: readonly string[];
  /** Of the run; null where no address is set. */
  readonly reportUrl: string | null;
  /** What to do where the address does not open; null where there is nothing to say. */
  readonly linkHint: string | null;
}

export interface NoticeParts {
  readonly id: string;
  readonly sentAt: string;
  readonly events: readonly AlertEvent[];
  /** Of the report it links to; undefined where there is none any more. */
  readonly head: ReportHead | undefined;
  /** `digest for team-shop`, in front of the title. */
  readonly prefix?: string;
}

export function createNotice(
  { id, sentAt, events, head, prefix }: NoticeParts,
  settings: Pick<AlertSettings, 'reportUrl' | 'reportOpensWith'>,
): Notice {
  const sorted = [...events].sort(compareEvents);
  const { reportUrl, reportOpensWith } = settings;
  const title = titleOf(sorted);
  return {
    ...{ id, sentAt },
    title: prefix === undefined ? title : `${prefix}: ${title}`,
    events: sorted,
    summary: head === undefined ? [] : summaryOf(head),
    reportUrl: reportUrl === undefined ? null : linkTo(reportUrl, head),
    linkHint: reportUrl === undefined || reportOpensWith === 'entra' ? null : keyHint,
  };
}

const keyHint =
  'The link asks for a function key, which a notice must not carry: add &code= with a key of the app, or run kubenet-audit report.';

function linkTo(reportUrl: string, head: ReportHead | undefined): string {
  const url = new URL(reportUrl);
  url.searchParams.set('format', 'html');
  if (head !== undefined) url.searchParams.set('run', head.run.id);
  return url.href;
}

/**
 * The page of the event's cluster, which shows the latest audit and links to the one of the notice; null where there is no address, or
 * no cluster. An address that is not the app's own leads to a whole report.
 */
export function eventUrl({ reportUrl }: Pick<Notice, 'reportUrl'>, { cluster }: AlertEvent): string | null {
  if (reportUrl === null || cluster === null) return null;
  const report = new URL(reportUrl);
  if (!report.pathname.endsWith('/api/report')) return `${reportUrl}${clusterAnchor(cluster.key)}`;
  const page = new URL(`clusters/${encodeURIComponent(cluster.key)}`, report);
  page.searchParams.set('format', 'html');
  const run = report.searchParams.get('run');
  if (run !== null) page.searchParams.set('seen', run);
  return page.href;
}

function summaryOf(head: ReportHead): string[] {
  const sentences = [
    answerSentence(head),
    paceSentence(head),
    `${deadlineSentence(head.deadline)}.`,
    coverageSentence(head.run),
  ];
  return sentences.filter((sentence) => sentence !== '');
}

function compareEvents(a: AlertEvent, b: AlertEvent): number {
  return (
    Number(a.transition === 'closed') - Number(b.transition === 'closed') ||
    severityRank(a.severity) - severityRank(b.severity) ||
    kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) ||
    compareTexts(a.cluster?.name ?? '', b.cluster?.name ?? '') ||
    compareTexts(a.id, b.id)
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

interface KindWords {
  /** In front of one event. */
  readonly label: string;
  /** After a number, in a title. */
  readonly one: string;
  readonly many: string;
}

/** What each kind is called when it begins and when it is over, in the order a reader cares. */
const kindWords: Readonly<Record<EventKind, Readonly<Record<AlertEvent['transition'], KindWords>>>> = {
  outage: {
    opened: words('Live problem', 'live problem'),
    closed: words('Live problem over', 'live problem over', 'live problems over'),
  },
  coverage: {
    opened: words('Coverage lost', 'subscription lost', 'subscriptions lost'),
    closed: words('Coverage back', 'subscription back', 'subscriptions back'),
  },
  noCompleteAudit: {
    opened: words('No complete audit', 'audit missing', 'audits missing'),
    closed: words('Complete audit again', 'audit complete again', 'audits complete again'),
  },
  auditFailed: {
    opened: words('Audit failed', 'failed audit'),
    closed: words('Audits work again', 'audit after a failure', 'audits after failures'),
  },
  headroom: {
    opened: words('Headroom low', 'cluster low on headroom', 'clusters low on headroom'),
    closed: words('Headroom back', 'cluster with headroom back', 'clusters with headroom back'),
  },
  headroomForecast: {
    opened: words('Headroom runs out', 'cluster running out of headroom', 'clusters running out of headroom'),
    closed: words('Headroom holds', 'cluster whose headroom holds again', 'clusters whose headroom holds again'),
  },
  staleRoute: {
    opened: words('Stale route', 'cluster with stale routes', 'clusters with stale routes'),
    closed: words('Stale routes gone', 'cluster rid of stale routes', 'clusters rid of stale routes'),
  },
  verdict: {
    opened: words('Verdict worse', 'verdict worse', 'verdicts worse'),
    closed: words('Verdict better', 'verdict better', 'verdicts better'),
  },
  newCluster: {
    opened: words('New kubenet cluster', 'new kubenet cluster'),
    closed: words('Cluster gone', 'cluster gone', 'clusters gone'),
  },
  waiver: {
    opened: words('Waiver ends', 'waiver ending', 'waivers ending'),
    closed: words('Waiver renewed', 'waiver renewed', 'waivers renewed'),
  },
  deadline: {
    opened: words('Deadline', 'deadline mark'),
    closed: words('Deadline', 'deadline mark'),
  },
  test: { opened: words('Test', 'test'), closed: words('Test', 'test') },
};

const kindOrder = Object.keys(kindWords);

function words(label: string, one: string, many = `${one}s`): KindWords {
  return { label, one, many };
}

/** `Live problem`, `Verdict better`. */
export function eventLabel({ kind, transition }: AlertEvent): string {
  return kindWords[kind][transition].label;
}

/** `Live problem: aks-shop-prod`, or `2 live problems, 1 verdict better`. */
function titleOf(events: readonly AlertEvent[]): string {
  const [first] = events;
  if (first === undefined) return 'Nothing to say';
  if (events.length === 1) return `${eventLabel(first)}: ${first.cluster?.name ?? first.title}`;
  const groups = Map.groupBy(events, ({ kind, transition }) => `${kind} ${transition}`);
  const named = [...groups.values()].map((group) => countedKind(group));
  return `${named.slice(0, titleGroups).join(', ')}${named.length > titleGroups ? ', and more' : ''}`;
}

const titleGroups = 3;

function countedKind(group: readonly AlertEvent[]): string {
  const [first] = group;
  if (first === undefined) return '';
  const { one, many } = kindWords[first.kind][first.transition];
  return counted(group.length, one, many);
}
