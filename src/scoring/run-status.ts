import type { ReportScope, Run } from '../model/report.ts';

/** `failed` when nothing could be read, which no scope at all is too; `complete` when everything could. */
export function runStatus(scopes: readonly ReportScope[]): Run['status'] {
  if (scopes.every(({ status }) => status === 'unreadable')) return 'failed';
  return scopes.every(({ status }) => status === 'read') ? 'complete' : 'partial';
}
