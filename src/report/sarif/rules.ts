import type { Severity } from '../../model/finding.ts';
import type { IacVerdict } from '../../model/iac-verdict.ts';
import type { CheckOutcome } from '../../model/outcome.ts';
import { codeRule } from './code-rule.ts';

export type SarifLevel = 'error' | 'warning' | 'note';

export function sarifLevel(severity: Severity): SarifLevel {
  if (severity === 'blocker' || severity === 'high') return 'error';
  return severity === 'medium' ? 'warning' : 'note';
}

/** The rules that a log speaks of, in the order it first does. Each joins `all` when its place there is first asked for. */
export function createRuleList() {
  const rules = new Map<string, { readonly index: number; readonly rule: object }>();
  const indexOf = (id: string, make: () => object): number => {
    const found = rules.get(id);
    if (found !== undefined) return found.index;
    const index = rules.size;
    rules.set(id, { index, rule: make() });
    return index;
  };
  return {
    ofCheck: (outcome: CheckOutcome) => indexOf(outcome.code, () => toRule(outcome)),
    ofCode: (verdict: IacVerdict) => indexOf(`iac/${verdict}`, () => codeRule(verdict)),
    all: (): readonly object[] => [...rules.values()].map(({ rule }) => rule),
  };
}

function toRule({ code, title, category, severity, live, fix, docs }: CheckOutcome): object {
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: `${title}.` },
    help: { text: fix.text === '' ? `kubenet-audit explain ${code} says what is asked and why.` : fix.text },
    ...(/^https:\/\//i.test(docs) && URL.canParse(docs) ? { helpUri: docs } : {}),
    defaultConfiguration: { level: sarifLevel(severity) },
    properties: { category, severity, live, tags: [category] },
  };
}

const readHelp = 'kubenet-audit doctor says which permission is missing.';

/** What a notification can be about. */
export const notificationIds = {
  unreadable: 'subscription-unreadable',
  partial: 'subscription-partial',
  unusedFile: 'file-not-used',
  leftOut: 'results-left-out',
  unknown: 'check-unknown',
  error: 'check-error',
  code: 'code-not-read',
} as const;

export const codeNotificationRule: object = notification(
  notificationIds.code,
  'Code could not be read whole',
  'Nothing follows from its silence: look at it where it is.',
);

export const notificationRules: readonly object[] = [
  notification(notificationIds.unreadable, 'A subscription could not be read', readHelp),
  notification(notificationIds.partial, 'A part of a subscription could not be read', readHelp),
  notification(
    notificationIds.unusedFile,
    'A file of the input could not be used whole',
    'Save it again, whole and as JSON.',
  ),
  notification(
    notificationIds.leftOut,
    'There are more results than viewers take',
    'Read the report as JSON, CSV or XLSX, or choose fewer clusters.',
  ),
  notification(notificationIds.unknown, 'Checks of a cluster lack the facts that they need', readHelp),
  codeNotificationRule,
  notification(notificationIds.error, 'A check failed itself', 'This is a defect of kubenet-audit: please report it.'),
];

function notification(id: string, title: string, help: string): object {
  return { id, shortDescription: { text: title }, fullDescription: { text: `${title}.` }, help: { text: help } };
}
