import type { Report, ReportStream } from '../../src/model/report.ts';
import { toReportStream } from '../../src/report/parse-report.ts';

/** A renderer's whole output. */
export async function rendered(
  render: (report: ReportStream) => AsyncIterable<string | Uint8Array>,
  report: Report,
): Promise<string> {
  return joined(render(toReportStream(report)));
}

export async function joined(parts: AsyncIterable<string | Uint8Array>): Promise<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let text = '';
  for await (const part of parts) text += typeof part === 'string' ? part : decoder.decode(part, { stream: true });
  return text;
}
