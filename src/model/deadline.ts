/**
 * After this day AKS no longer supports kubenet.
 * @see https://azure.microsoft.com/updates?id=485172
 */
export const kubenetDeadline = '2028-03-31';

/** When the retirement was announced: clusters created after it were made from templates that still say kubenet. */
export const kubenetAnnouncement = '2025-03-31';

const dayMs = 24 * 60 * 60 * 1000;

/** Whole days from the UTC day of `asOf` to the deadline: 0 on the day itself, negative after it. */
export function daysLeft(asOf: Date): number {
  const today = Date.UTC(asOf.getUTCFullYear(), asOf.getUTCMonth(), asOf.getUTCDate());
  return Math.round((Date.parse(`${kubenetDeadline}T00:00:00Z`) - today) / dayMs);
}
