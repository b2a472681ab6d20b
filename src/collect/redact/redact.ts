import { type ArmReadName, armReads } from '../../arm/arm-reads.ts';
import { isRecord } from '../../model/is-record.ts';
import { isAzuresOwn } from './azure-words.ts';
import { createMasks, type Masks } from './masks.ts';
import { readProperties } from './read-properties.ts';

/** Replaces what names a company by what only tells things apart. */
export type Redact = (document: unknown) => unknown;

/**
 * Makes a masker that gives the same mask to the same thing for as long as it lives. It writes an allow list: properties that some
 * schema of ours reads, and of their texts those that are Azure's own, or addresses, numbers and moments; every other text becomes a
 * mask of the same length. So an audit of the masked files finds what an audit of the real ones finds, and what Azure adds is left out.
 */
export function createRedact(): Redact {
  const masks = createMasks();
  return (document) => (isSavedList(document) ? redactList(document, masks) : mask(document, masks));
}

interface SavedList {
  readonly read: ArmReadName;
  readonly parent: string;
  readonly value: readonly unknown[];
}

function isSavedList(document: unknown): document is SavedList {
  if (!isRecord(document)) return false;
  const { read, parent, value } = document;
  return (
    typeof read === 'string' && Object.hasOwn(armReads, read) && typeof parent === 'string' && Array.isArray(value)
  );
}

function redactList({ read, parent, value }: SavedList, masks: Masks): SavedList {
  return { read, parent: masks.text(parent), value: value.map((each) => mask(each, masks)) };
}

function mask(value: unknown, masks: Masks): unknown {
  if (typeof value === 'string') return isAzuresOwn(value) ? value : masks.text(value);
  if (Array.isArray(value)) return value.map((each) => mask(each, masks));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) => {
      const key = name.toLowerCase();
      if (key === 'tags') return [[name, isRecord(each) ? maskTags(each, masks) : null]];
      if (!readProperties.has(key)) return [];
      // Its keys are ids.
      if (key === 'userassignedidentities' && isRecord(each)) return [[name, maskKeys(each, masks)]];
      return [[name, mask(each, masks)]];
    }),
  );
}

function maskKeys(byId: Readonly<Record<string, unknown>>, masks: Masks): Record<string, unknown> {
  return Object.fromEntries(Object.entries(byId).map(([id, each]) => [masks.text(id), mask(each, masks)]));
}

/** Of tags only those that this product itself reads, and of their values no word of anybody's. */
function maskTags(tags: Readonly<Record<string, unknown>>, masks: Masks): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tags).flatMap(([name, value]) => {
      const own = ownTag.exec(name.toLowerCase());
      if (own === null) return [];
      const text = String(value ?? '');
      const kept = own[1]?.startsWith('kubenet-audit-waive') ? maskWaiver(text, masks) : text;
      const ending = own[2] === undefined ? '' : `-${masks.text(own[2])}`;
      return [[`${own[1]}${ending}`, isAzuresOwn(kept) || kept !== text ? kept : masks.text(text)]];
    }),
  );
}

const ownTag = /^(kubenet-audit-(?:waive|iac|target-policy))(?:-(.+))?$/;

/** `RT-008; owner=…; reason=…; until=2027-01-31`: codes and the day are judged, owner and reason only have to be there. */
function maskWaiver(text: string, masks: Masks): string {
  const [codes = '', ...parts] = text.split(';');
  const known = codes.split(',').map((code) => (/^\s*[a-z]{2,4}-\d{3}\s*$/i.test(code) ? code : masks.text(code)));
  const masked = parts.map((part) => {
    const [, name = '', value = ''] = /^\s*(owner|reason|until)\s*=\s*(.*)$/i.exec(part) ?? [];
    return name === '' ? ` ${masks.text(part)}` : ` ${name}=${isAzuresOwn(value.trim()) ? value : masks.text(value)}`;
  });
  return [known.join(','), ...masked].join(';');
}
