import type { FunctionsApp } from './app-services.ts';
import { registerAuditPoison } from './audit-poison.ts';
import { registerAuditSchedule } from './audit-schedule.ts';
import { registerAuditSweep } from './audit-sweep.ts';
import { registerAuditWork } from './audit-work.ts';
import { registerHttpRoutes } from './http/register-http-routes.ts';

/** Must run while the entry point loads: the platform takes no function afterwards. */
export function registerFunctions(functionsApp: FunctionsApp): void {
  registerAuditSchedule(functionsApp);
  registerAuditWork(functionsApp);
  registerAuditPoison(functionsApp);
  registerAuditSweep(functionsApp);
  registerHttpRoutes(functionsApp);
}
