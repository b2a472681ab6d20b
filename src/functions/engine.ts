export { createAuditEngine } from '../audit/audit-engine.ts';
