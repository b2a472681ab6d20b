import type { ReportStream } from '../../model/report.ts';
import type { AuditStore } from '../../store/audit-store.ts';
import type { RunRecord } from '../../store/run-record.ts';
import { notModified } from './cache-validators.ts';
import type { RawRequest } from './route.ts';
import type { RouteResponse } from './route-response.ts';
import { securityHeaders } from './security-headers.ts';

interface RunDocument {
  readonly mediaType: string;
  /** `inline` is read in the browser, `attachment` kept as a file. */
  readonly shown: 'inline' | 'attachment';
  readonly fileName: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: NonNullable<RouteResponse['body']>;
}

/** One document of a closed run, made only for whoever does not have it already; or the answer that says why there is none. */
export async function documentOfRun(
  asked: RawRequest['headers'],
  validators: Readonly<Record<string, string>>,
  make: () => Promise<RunDocument | RouteResponse>,
): Promise<RouteResponse> {
  const unchanged = notModified(asked, validators);
  if (unchanged !== undefined) return unchanged;
  const made = await make();
  if ('status' in made) return made;
  const { mediaType, shown, fileName, headers, body } = made;
  return {
    status: 200,
    headers: {
      ...securityHeaders,
      ...validators,
      'content-type': mediaType,
      'content-disposition': `${shown}; filename="${fileName}"`,
      ...headers,
    },
    body,
  };
}

/** @throws where the store has lost the report of a run that says it has one */
export async function openedReport(store: Pick<AuditStore, 'openReport'>, { id }: RunRecord): Promise<ReportStream> {
  const report = await store.openReport(id);
  if (report === undefined) throw new Error(`The report of run ${id} cannot be opened.`);
  return report;
}
