import { cloudEndpoints } from '../arm/clouds.ts';
import type { CloudName } from '../model/audit-engine.ts';

/** The Azure portal that reports link to. */
export function portalOf(cloud: CloudName): string {
  return cloudEndpoints[cloud].portal;
}
