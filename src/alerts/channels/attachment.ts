import type { ReportStream } from '../../model/report.ts';

export interface Attachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/** A file, or why there is none: `note` is a sentence for the end of the mail. */
export interface AttachedFile {
  readonly file: Attachment | undefined;
  readonly note: string;
}

/** The document that a mail carries: how it is made, and what it is called. */
export interface AttachedFormat {
  readonly mediaType: string;
  /** Without the dot. */
  readonly extension: string;
  render(report: ReportStream): AsyncIterable<string | Uint8Array>;
}

/** The findings in the format; none where they are larger than the mail may be. */
export async function attachReport(
  report: ReportStream | undefined,
  format: AttachedFormat,
  maxBytes: number,
): Promise<AttachedFile> {
  if (report === undefined) return { file: undefined, note: '' };
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of format.render(report)) {
    const part = typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk);
    chunks.push(part);
    bytes += part.length;
    if (bytes > maxBytes)
      return { file: undefined, note: 'The findings are too many to attach: the report has them all.' };
  }
  const filename = `kubenet-audit-${report.head.asOf.slice(0, 10)}.${format.extension}`;
  const file = { filename, contentType: format.mediaType, content: Buffer.concat(chunks) };
  return { file, note: `The findings are attached as ${filename}.` };
}
