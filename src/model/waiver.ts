import { z } from 'zod';

/** Somebody's decision to live with a finding for a while. */
export interface Waiver {
  /** Of one check, as the catalogue spells it. */
  readonly code: string;
  /** A resource id: the subscription, resource group or cluster it holds for, or the one resource that the check found. */
  readonly scope: string;
  readonly owner: string;
  readonly reason: string;
  /** ISO date, the last day it holds; days are UTC's. */
  readonly until: string;
  readonly from: 'file' | 'tag';
}

/**
 * What became of a waiver. `applied`: the check fails and is accepted. `partly`: it covers some of what the check found, so the check
 * stays open. `expired`: its last day has passed. `refused`: it breaks a rule, or would accept what nobody can. `unmatched`: there is
 * nothing it could accept.
 */
export const waiverStates = ['applied', 'partly', 'expired', 'refused', 'unmatched'] as const;

export const waiverUseSchema = z.object({
  code: z.string(),
  scope: z.string(),
  owner: z.string(),
  reason: z.string(),
  /** As it was given, which need not be a date where it was refused. */
  expires: z.string(),
  from: z.enum(['file', 'tag']),
  state: z.enum(waiverStates),
  /** A sentence. */
  detail: z.string(),
});
export type WaiverUse = z.infer<typeof waiverUseSchema>;

/** A file of waivers as it was read: those that keep the rules, and those that do not. */
export interface WaiverFile {
  readonly waivers: readonly Waiver[];
  readonly refused: readonly WaiverUse[];
}

export const noWaivers: WaiverFile = { waivers: [], refused: [] };

/** Two spellings of one waiver are equal. */
export function waiverKey({ code, scope }: Pick<Waiver, 'code' | 'scope'>): string {
  return `${code}|${scope.toLowerCase()}`;
}
