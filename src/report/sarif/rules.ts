import type { Severity } from '../../model/finding.ts';
import type { CheckOutcome } from '../../model/outcome.ts';

export type SarifLevel = 'error' | 'warning' | 'note';

export function sarifLevel(severity: Severity): SarifLevel {
  if (severity === 'blocker' || severity === 'high') return 'error';
  return severity === 'medium' ? 'warning' : 'note';
}

/** The checks that a log speaks of, in the order it first does. */
export function createRuleList() {
  const rules = new Map<string, { readonly index: number; readonly rule: object }>();
  return {
    /** Of the outcome's rule in `all`, which it joins if it is not there yet. */
    indexOf(outcome: CheckOutcome): number {
      const found = rules.get(outcome.code);
      if (found !== undefined) return found.index;
      const index = rules.size;
      rules.set(outcome.code, { index, rule: toRule(outcome) });
      return index;
    },
    all: (): readonly object[] => [...rules.values()].map(({ rule }) => rule),
  };
}

function toRule({ code, title, category, severity, live, fix, docs }: CheckOutcome): object {
  return {
    id: code,
    shortDescription: { text: title },
    ...(fix.text === '' ? {} : { help: { text: fix.text } }),
    ...(/^https:\/\//i.test(docs) && URL.canParse(docs) ? { helpUri: docs } : {}),
    defaultConfiguration: { level: sarifLevel(severity) },
    properties: { category, severity, live, tags: [category] },
  };
}

/** What a notification can be about. */
export const notificationIds = {
  unreadable: 'subscription-unreadable',
  partial: 'subscription-partial',
  unusedFile: 'file-not-used',
  unknown: 'check-unknown',
  error: 'check-error',
} as const;

export const notificationRules: readonly object[] = [
  { id: notificationIds.unreadable, shortDescription: { text: 'A subscription could not be read' } },
  { id: notificationIds.partial, shortDescription: { text: 'A part of a subscription could not be read' } },
  { id: notificationIds.unusedFile, shortDescription: { text: 'A file of the input could not be used' } },
  { id: notificationIds.unknown, shortDescription: { text: 'A check could not be asked: a fact it needs is missing' } },
  { id: notificationIds.error, shortDescription: { text: 'A check failed itself' } },
];
