import type { AuditScope } from '../model/audit.ts';

/** What was asked for, in words. */
export function scopeText({ managementGroups, subscriptionIds, clusters, tags }: AuditScope): string {
  const parts = [
    ...(managementGroups.length > 0 ? [`management group ${managementGroups.join(', ')}`] : []),
    ...(subscriptionIds.length > 0 ? [`subscription ${subscriptionIds.join(', ')}`] : []),
  ];
  const where = parts.length === 0 ? 'every subscription that can be seen' : parts.join(' and ');
  const which = [
    ...(clusters.length > 0 ? [`cluster ${clusters.join(', ')}`] : []),
    ...Object.entries(tags).map(([name, value]) => `tag ${name}=${value}`),
  ];
  return which.length === 0 ? where : `${where}; only ${which.join(', ')}`;
}
