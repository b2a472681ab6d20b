import { z } from 'zod';
import { planSettingsSchema } from './plan-settings.ts';
import { verdicts } from './verdict.ts';

const date = z.iso.date();

/** A cluster's place: by its key, the day it migrates on, and what it was when it got the place. */
const placeSchema = z.object({ key: z.string(), date, verdict: z.enum(verdicts) });
export type Place = z.infer<typeof placeSchema>;

/** The clusters of one week. `week`: its Monday. */
const waveSchema = z.object({ week: date, clusters: z.array(placeSchema).min(1) });

/**
 * Why a cluster has no place. `late`: it cannot be ready before the last week. `room`: every week it could take is full. `days`: no
 * day it may migrate on is free. `pair`: the weeks left are those of the cluster that stands in for it. `group`: no week takes all of
 * its group.
 */
export const misfitReasons = ['late', 'room', 'days', 'pair', 'group'] as const;

const misfitSchema = z.object({ key: z.string(), reason: z.enum(misfitReasons), earliest: date });
export type Misfit = z.infer<typeof misfitSchema>;

/**
 * When each cluster of the estate migrates: what a later plan starts from, so that it moves as few as it must. It is what was decided;
 * everything else a plan says is made of it and of the clusters.
 */
export const scheduleSchema = z.object({
  /** ISO 8601 in UTC, of the audit. */
  asOf: z.string(),
  settings: planSettingsSchema,
  /** Clusters a week, as the settings say or as was needed. */
  clustersPerWeek: z.number().int(),
  /** Clusters a week for which none would lack room, where some do. */
  neededPerWeek: z.number().int().optional(),
  /** Mondays of the weeks in which a cluster may migrate, from that of the audit to the last. */
  weeks: z.array(date),
  /** By week. */
  waves: z.array(waveSchema),
  /** Clusters that cannot make it, by key. */
  misfits: z.array(misfitSchema),
  /** What of the settings could not be followed, in sentences. */
  problems: z.array(z.string()),
});
export type Schedule = z.infer<typeof scheduleSchema>;
